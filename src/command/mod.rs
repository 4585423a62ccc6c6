//! The commands: each takes validated options, does its work, and says what to print and how it went.

pub mod build;
pub mod check;
pub mod explain;
pub mod import;
pub mod new;
mod outcome;
pub mod outline;
pub mod schema;
pub mod search;

use crate::diagnostic::Message;

pub use outcome::{Format, Outcome, Progress, Voice, day};

/// Why a command could not do its work.
#[derive(Debug)]
pub enum Failure {
    /// It was asked for something that is not there (exit code 2).
    Arguments(Message),
    /// The machine failed: no permission, a full disk (exit code 3).
    Machine(Message),
}
