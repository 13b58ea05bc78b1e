//! What the chapter on image processing builds with: a picture, and filters for it.

pub mod filters;
pub mod scene;
pub mod tiles;
