//! The judges: what a program prints is compared with its contract.

pub mod output;
