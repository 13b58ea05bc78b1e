//! The book's own test suite. The tests are the files beside this one; the package needs a target of its own to hold them.
