//! The axioms as relations. (Placeholder until the search stands.)
