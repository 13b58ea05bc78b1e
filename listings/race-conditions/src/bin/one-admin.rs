use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

const NOBODY: u32 = 0;
static ADMIN: AtomicU32 = AtomicU32::new(NOBODY);

/// The first user to sign up becomes the administrator.
fn sign_up(user: u32) -> bool {
    ADMIN.compare_exchange(NOBODY, user, SeqCst, SeqCst).is_ok()
}

fn main() {
    let (one, two) = thread::scope(|s| {
        let one = s.spawn(|| sign_up(1));
        let two = s.spawn(|| sign_up(2));
        (one.join().unwrap(), two.join().unwrap())
    });
    println!("user 1 is admin: {one}, user 2 is admin: {two}");
}
