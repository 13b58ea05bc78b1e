//! What the chapter on async channels builds with.
