use std::cell::RefCell;
use std::rc::Rc;

struct Person {
    name: &'static str,
    friend: RefCell<Option<Rc<Person>>>,
}

impl Drop for Person {
    fn drop(&mut self) {
        println!("{} is freed", self.name);
    }
}

fn person(name: &'static str) -> Rc<Person> {
    let friend = RefCell::new(None);
    Rc::new(Person { name, friend })
}

fn main() {
    let alone = person("Ada");
    drop(alone);

    let (ben, cleo) = (person("Ben"), person("Cleo"));
    *ben.friend.borrow_mut() = Some(Rc::clone(&cleo));
    *cleo.friend.borrow_mut() = Some(Rc::clone(&ben));
    let watch = Rc::downgrade(&ben);
    drop((ben, cleo));
    println!("{} pointer to Ben", watch.strong_count());
}
