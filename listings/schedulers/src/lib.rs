//! What the chapter on schedulers builds with.
