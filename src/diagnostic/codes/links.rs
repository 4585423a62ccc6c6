//! 3: links and addresses.

super::codes! {}
