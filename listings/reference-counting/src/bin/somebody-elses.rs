/// A piece of memory, with the count of its pointers.
struct Slot {
    count: usize,
    text: String,
}

/// All memory. A pointer is the number of a slot; freed slots are given out again, the last one first.
#[derive(Default)]
struct Heap {
    slots: Vec<Slot>,
    free: Vec<usize>,
}

impl Heap {
    fn put(&mut self, text: &str) -> usize {
        let slot = Slot {
            count: 1,
            text: text.to_owned(),
        };
        match self.free.pop() {
            Some(place) => {
                self.slots[place] = slot;
                place
            }
            None => {
                self.slots.push(slot);
                self.slots.len() - 1
            }
        }
    }

    fn drop_a_pointer(&mut self, place: usize) {
        self.slots[place].count -= 1;
        if self.slots[place].count == 0 {
            self.free.push(place);
        }
    }
}

fn main() {
    let mut heap = Heap::default();
    let mine = heap.put("a letter");
    let yours = mine; // two pointers now, and a count of 1: an increment was lost

    heap.drop_a_pointer(mine);
    let secret = heap.put("a password");
    println!("I read: {}", heap.slots[yours].text);

    heap.drop_a_pointer(yours);
    let other = heap.put("a poem");
    println!("the password is: {}", heap.slots[secret].text);
    println!("the poem is: {}", heap.slots[other].text);
}
