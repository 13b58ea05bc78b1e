use std::sync::Mutex;
use std::thread;

struct Order {
    key: u32,
    goods: &'static str,
}

static DONE: Mutex<Vec<Order>> = Mutex::new(Vec::new());
static SHIPPED: Mutex<u32> = Mutex::new(0);

fn ship() {
    *SHIPPED.lock().unwrap() += 1;
}

fn known(done: &[Order], order: &Order) -> bool {
    done.iter().any(|other| other.key == order.key)
}

/// Answers an order; one that comes again is shipped once.
fn answer(order: Order) {
    if known(&DONE.lock().unwrap(), &order) {
        return;
    }
    ship();
    let mut done = DONE.lock().unwrap();
    if !known(&done, &order) {
        done.push(order);
    }
}

fn main() {
    let goods = "a lamp";
    let order = thread::spawn(move || answer(Order { key: 1, goods }));
    answer(Order { key: 1, goods }); // the same, once more
    answer(Order { key: 2, goods }); // somebody else's
    order.join().unwrap();
    println!("{} shipped", SHIPPED.lock().unwrap());
    let mut done = DONE.lock().unwrap();
    done.sort_by_key(|order| order.key);
    for Order { key, goods } in done.iter() {
        println!("{key}: {goods}");
    }
}
