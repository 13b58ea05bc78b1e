//! What the chapter on testing builds with.
