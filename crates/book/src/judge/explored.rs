//! The third judge: what the explorer says a listing can do.
