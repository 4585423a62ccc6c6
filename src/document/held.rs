//! What may be let go of before the document that it belongs to.

use std::sync::{Arc, Mutex, PoisonError};

/// A part of a document that can be let go of while the rest is still read. Bodies are half of what a portal weighs,
/// and a build needs each of them only until its page is written.
#[derive(Debug, Default)]
pub struct Held<T>(Mutex<Arc<T>>);

impl<T: Default> Held<T> {
    /// Holds `value`.
    pub fn new(value: T) -> Self {
        Self(Mutex::new(Arc::new(value)))
    }

    /// The value; once it was let go of, an empty one.
    pub fn get(&self) -> Arc<T> {
        Arc::clone(&self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Lets go of it: who has it keeps it, nobody gets it any more.
    pub fn let_go(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Arc::default();
    }
}

impl<T: Default> Clone for Held<T> {
    fn clone(&self) -> Self {
        Self(Mutex::new(self.get()))
    }
}

impl<T: Default + PartialEq> PartialEq for Held<T> {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_it_keeps_it() {
        let held = Held::new(String::from("a"));
        let (had, copy) = (held.get(), held.clone());
        held.let_go();
        assert_eq!((had.as_str(), held.get().as_str(), copy.get().as_str()), ("a", "", "a"));
        assert!(held == Held::default() && held != copy);
    }
}
