use concurrent_data_structures::epochs::Epochs;
use concurrent_data_structures::rcu::Rcu;

fn main() {
    let hours = Rcu::<(u32, u32), Epochs>::new((9, 17));
    let seen: &(u32, u32) = {
        let look = hours.read();
        &look
    };
    println!("{seen:?}");
}
