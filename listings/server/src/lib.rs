//! What the chapter on servers builds with.
