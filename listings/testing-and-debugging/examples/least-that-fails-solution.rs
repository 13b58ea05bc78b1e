/// A shorter list that still fails: without any one of its elements it would not.
fn shrink(mut list: Vec<u32>, fails: impl Fn(&[u32]) -> bool) -> Vec<u32> {
    let mut at = 0;
    while at < list.len() {
        let mut shorter = list.clone();
        shorter.remove(at);
        if fails(&shorter) {
            list = shorter;
            at = 0; // what was needed before may not be needed now
        } else {
            at += 1;
        }
    }
    list
}

fn main() {
    // Fails if a 7 comes before a 3.
    let out_of_order = |list: &[u32]| {
        let seven = list.iter().position(|&number| number == 7);
        seven.is_some_and(|at| list[at..].contains(&3))
    };
    println!("{:?}", shrink(vec![1, 3, 7, 2, 3, 9], out_of_order));
    // Fails with a 7, unless there is a 2 and no 9.
    let unless = |list: &[u32]| list.contains(&7) && (!list.contains(&2) || list.contains(&9));
    println!("{:?}", shrink(vec![9, 2, 7], unless));
    // Fails if there is more than 10 in it.
    let too_much = |list: &[u32]| list.iter().sum::<u32>() > 10;
    println!("{}", shrink(vec![4, 4, 4, 4], too_much).len());
}
