//! What the chapter on async builds with.
