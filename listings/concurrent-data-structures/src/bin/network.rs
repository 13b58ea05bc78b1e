use std::collections::BTreeMap;
use std::thread;

use concurrent_data_structures::epochs::Epochs;
use concurrent_data_structures::rcu::Rcu;

/// From each station, the stations that can be reached.
type Network = BTreeMap<u32, Vec<u32>>;

/// Opens a line, there and back, in a copy.
fn with_line(network: &Network, one: u32, other: u32) -> Network {
    let mut copy = network.clone();
    copy.entry(one).or_default().push(other);
    copy.entry(other).or_default().push(one);
    copy
}

fn main() {
    let network = Rcu::<Network, Epochs>::new(Network::new());
    let one_way = thread::scope(|s| {
        s.spawn(|| {
            for station in 0..1000 {
                network.update(|old| with_line(old, station % 10, 10 + station));
            }
        });
        let mut one_way = 0;
        while network.read().len() < 1010 {
            let now = network.read();
            let back = |from: &u32, to: &u32| now.get(to).is_some_and(|list| list.contains(from));
            for (from, list) in &*now {
                one_way += list.iter().filter(|to| !back(from, to)).count();
            }
        }
        one_way
    });
    println!("{one_way} lines led only one way");
}
