//! Makes pages: a view in, HTML out. No I/O.

pub mod views;
