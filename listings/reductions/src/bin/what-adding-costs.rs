use std::hint::black_box;
use std::sync::Mutex;
use std::thread;
use std::time::Instant;

use rayon::prelude::*;

const N: usize = 1_000_000;

type Way = dyn Fn(&[u64]) -> u64;

fn by_two(numbers: &[u64]) -> u64 {
    let (left, right) = numbers.split_at(N / 2);
    thread::scope(|s| {
        let right = s.spawn(|| right.iter().sum::<u64>());
        left.iter().sum::<u64>() + right.join().unwrap()
    })
}

fn under_a_lock(numbers: &[u64]) -> u64 {
    let sum = Mutex::new(0);
    let (left, right) = numbers.split_at(N / 2);
    let add_up = |piece: &[u64]| piece.iter().for_each(|n| *sum.lock().unwrap() += n);
    thread::scope(|s| {
        s.spawn(|| add_up(right));
        add_up(left);
    });
    sum.into_inner().unwrap()
}

fn by_halves(numbers: &[u64], leaf: usize) -> u64 {
    if numbers.len() <= leaf {
        return numbers.iter().sum();
    }
    let (left, right) = numbers.split_at(numbers.len() / 2);
    let (left, right) = rayon::join(|| by_halves(left, leaf), || by_halves(right, leaf));
    left + right
}

fn main() {
    let numbers: Vec<u64> = (0..N as u64).collect();
    let ways: [(&str, &Way); 6] = [
        ("one thread", &|n| n.iter().sum()),
        ("two threads, a half each", &by_two),
        ("rayon's sum", &|n| n.par_iter().sum()),
        ("a tree with leaves of 1,000", &|n| by_halves(n, 1_000)),
        ("a tree with leaves of 1", &|n| by_halves(n, 1)),
        ("two threads, one sum under a lock", &under_a_lock),
    ];
    for (way, sum) in ways {
        assert_eq!(sum(&numbers), (N as u64 - 1) * N as u64 / 2);
        let best = (0..5).map(|_| {
            let start = Instant::now();
            black_box(sum(black_box(&numbers)));
            start.elapsed().as_secs_f64() * 1e9 / N as f64
        });
        println!("{:.2} ns: {way}", best.fold(f64::MAX, f64::min));
    }
}
