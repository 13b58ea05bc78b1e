//! What the chapter on processes builds with.
