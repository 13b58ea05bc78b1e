//! The Python programs of the chapter. CPython runs the same files.

pub const CONVOY: &str = include_str!("../twins/convoy.py");
pub const COUNTDOWN_BESIDE_CPYTHON: &str = include_str!("../twins/countdown-beside-cpython.py");
pub const COUNTS_WITHOUT_A_LOCK: &str = include_str!("../twins/counts-without-a-lock.py");
pub const LOST_BY_STRATEGY: &str = include_str!("../twins/lost-by-strategy.py");
pub const ONE_THREAD_OR_TWO: &str = include_str!("../twins/one-thread-or-two.py");
pub const PRICE_OF_FREE_THREADING: &str = include_str!("../twins/price-of-free-threading.py");
pub const SWITCH_INTERVAL: &str = include_str!("../twins/switch-interval.py");
