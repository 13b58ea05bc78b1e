//! The executor of the chapter, in steps.
