//! The runtime that the chapter builds, with all its steps in place: tasks and workers, timers, and a reactor.

mod net;
mod reactor;
mod runtime;
mod task;
mod timers;

pub use net::{Listener, Stream};
pub use runtime::{Handle, Runtime};
pub use task::{Ticket, yield_now};
pub use timers::Sleep;
