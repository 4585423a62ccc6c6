//! The last numbers seen, rank by rank.

use super::number::Number;

/// How many ranks there are.
const RANKS: usize = 9;

/// The last number of each rank within what holds it. Rank 0 is the highest.
#[derive(Clone, Debug, Default)]
pub struct Rows([Option<Number>; RANKS]);

impl Rows {
    /// The last number of `rank`.
    pub fn last(&self, rank: usize) -> Option<&Number> {
        self.0.get(rank)?.as_ref()
    }

    /// Notes a number; the rows below it begin anew.
    pub fn enter(&mut self, rank: usize, number: &Number) {
        self.set(rank, number);
        self.clear(rank + 1, |_| true);
    }

    /// Notes a number and leaves the other rows alone.
    pub fn set(&mut self, rank: usize, number: &Number) {
        if let Some(row) = self.0.get_mut(rank) {
            *row = Some(number.clone());
        }
    }

    /// Lets the rows from `from` on begin anew where `which` says so.
    pub fn clear(&mut self, from: usize, which: impl Fn(usize) -> bool) {
        for (rank, row) in self.0.iter_mut().enumerate().skip(from) {
            if which(rank) {
                *row = None;
            }
        }
    }

    /// Whether a rank above `rank` has a number.
    pub fn any_above(&self, rank: usize) -> bool {
        self.0.iter().take(rank).any(Option::is_some)
    }
}
