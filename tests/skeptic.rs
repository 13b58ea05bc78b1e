//! Every Rust block of the finished chapters compiles, and runs where it can. The tests are made by build.rs and skeptic, and
//! named like their listings; `exempt.toml` names the blocks that skeptic does not run.

include!(concat!(env!("OUT_DIR"), "/skeptic-tests.rs"));
