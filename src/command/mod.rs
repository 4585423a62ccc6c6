//! What the commands do. They give back what is to be printed; printing and exit codes are [`crate::cli`]'s.

pub mod explain;
pub mod new;
pub mod schema;

use crate::diagnostic::Message;

/// Why a command could not do its work.
#[derive(Debug)]
pub enum Failure {
    /// It was asked for something that is not there (exit code 2).
    Arguments(Message),
    /// The machine failed: no permission, a full disk (exit code 3).
    Machine(Message),
}
