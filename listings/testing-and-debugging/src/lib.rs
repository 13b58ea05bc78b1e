//! What the chapter on testing builds with.

pub mod naps;
pub mod suspects;
pub mod timetable;
pub mod worlds;
