/// Some objects: the objects that each refers to, and each one's count. A count also has the names that refer to an object.
struct Heap {
    refers_to: Vec<Vec<usize>>,
    counts: Vec<usize>,
}

/// The objects that no name leads to.
fn garbage(heap: &Heap) -> Vec<usize> {
    (0..heap.refers_to.len())
        .filter(|&object| heap.counts[object] == 0)
        .collect()
}

fn main() {
    let heaps = [
        // 0 and 1 refer to each other; a name refers to 2.
        Heap {
            refers_to: vec![vec![1], vec![0], vec![]],
            counts: vec![1, 1, 1],
        },
        // The same, but a name refers to 0 as well.
        Heap {
            refers_to: vec![vec![1], vec![0], vec![]],
            counts: vec![2, 1, 1],
        },
        // A name refers to 0, which refers to 1, which refers to 2, which refers to 1.
        Heap {
            refers_to: vec![vec![1], vec![2], vec![1]],
            counts: vec![1, 2, 1],
        },
        // 0 refers to itself and to 1, to which a name refers.
        Heap {
            refers_to: vec![vec![0, 1], vec![]],
            counts: vec![1, 2],
        },
    ];
    for heap in heaps {
        println!("{:?}", garbage(&heap));
    }
}
