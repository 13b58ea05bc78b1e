//! What the chapter on web requests builds with.
