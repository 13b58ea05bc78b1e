//! What the chapter builds.
