//! Integers: inference, overflow-free arithmetic, methods, conversions.
fn half(n: u64) -> u64 { n / 2 }
const LIMIT: usize = 3 * 4;
const MASK: u8 = 0xf0;

fn main() {
    let a = 200_u8;
    let b = 100;
    println!("{} {} {}", a.wrapping_add(b), a.saturating_add(b), a.checked_add(b).is_none());
    println!("{:?} {:?}", a.overflowing_add(b), a.checked_sub(b));
    let mut n = 0;
    for i in 0..LIMIT { n += i; }
    println!("{n} {}", half(n as u64));
    println!("{} {} {}", -7 / 2, -7 % 2, (-7_i32).rem_euclid(2));
    println!("{} {} {}", i8::MIN, u128::MAX, i64::MAX);
    println!("{} {}", MASK >> 4, MASK & 0x3c | 1);
    println!("{} {} {}", 1u32 << 31, -1i32 as u32 >> 28, (300_i32 as u8) as i8);
    println!("{} {}", 'a' as u32, 98u8 as char);
    println!("{} {}", u32::from(true), u64::from(7u32) + u64::from(b'a'));
    println!("{:?} {:?}", u8::try_from(300_i32).is_err(), i8::try_from(-5_i64).unwrap());
    println!("{} {} {}", 2_i32.pow(10), 10_u32.leading_zeros(), 12_u16.trailing_zeros());
    println!("{} {} {}", 5.max(3), 5.min(3), 15.clamp(0, 10));
    println!("{} {}", 0b1011_u8.count_ones(), 1u8.rotate_right(1));
    println!("{:>5}|{:<5}|{:^5}|{:05}|{:+}|{:#x}|{:#010b}|{:X}|{:o}", 42, 42, 42, -42, 7, 255, 5, 48879, 8);
    let (x, y) = (7usize, 3usize);
    println!("{} {} {}", x.div_ceil(y), x.abs_diff(y), y.is_power_of_two());
    let big = 1u128 << 100;
    println!("{big} {}", big.wrapping_mul(1 << 40));
    println!("{}", "42".parse::<i32>().unwrap() + 1);
    println!("{:?}", "x".parse::<u8>().is_err());
    let shifted = 1_u64.wrapping_shl(65);
    println!("{shifted} {}", i16::MAX.wrapping_add(1));
    let mut h: u32 = 2166136261;
    for byte in "hash".bytes() { h ^= u32::from(byte); h = h.wrapping_mul(16777619); }
    println!("{h}");
    println!("{}", i32::MAX.wrapping_mul(i32::MAX));
    println!("{}", (1..=20u64).product::<u64>());
    println!("{}", usize::MAX as u32);
    println!("{}", u8::MAX.is_multiple_of(5));
}
