//! 4: legal documents.

super::codes! {}
