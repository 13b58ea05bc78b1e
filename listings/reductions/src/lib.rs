//! What the chapter on reductions builds with.
