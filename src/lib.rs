//! antt.
