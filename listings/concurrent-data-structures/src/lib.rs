//! The structures that the chapter builds, one to a file, and a checker that judges what they did.
//!
//! They take their atomics, locks and cells from [`sync`], so that a test can put loom's in their place.

pub mod approximate;
pub mod backoff;
pub mod coarse_list;
pub mod epochs;
pub mod hand_over_hand;
pub mod hazards;
pub mod lazy_list;
pub mod linearize;
pub mod locked_stack;
pub mod mpmc;
pub mod ms_queue;
pub mod optimistic_list;
pub mod rcu;
pub mod reclaim;
pub mod seqlock;
pub mod set;
pub mod spsc;
pub mod striped_map;
pub mod sync;
pub mod treiber;
pub mod two_lock_queue;
