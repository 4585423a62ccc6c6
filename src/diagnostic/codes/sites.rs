//! 5: sites and theme.

super::codes! {}
