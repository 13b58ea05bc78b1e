//! What the chapter on image processing builds with.
