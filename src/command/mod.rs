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
pub mod serve;
mod past;
mod timings;
mod unchanged;
mod verify;

use crate::config::Config;
use crate::diagnostic::{Message, nearest};

pub use outcome::{Format, Outcome, Progress, Voice, day};

/// Why a command could not do its work.
#[derive(Debug)]
pub enum Failure {
    /// It was asked for something that is not there (exit code 2).
    Arguments(Message),
    /// The machine failed: no permission, a full disk (exit code 3).
    Machine(Message),
}

/// The outcome where a school was asked for that the portal does not know.
fn unknown_site(id: &str, config: &Config, voice: Voice) -> Outcome {
    let names = config.sites.iter().map(|site| site.id.as_str());
    let near = nearest(id, names).map(|name| format!(" {} “{name}”?", voice.say("Có phải", "Did you mean")));
    let text = voice.say("không có trang trường", "there is no site");
    Outcome::wrong_arguments(format!("{text} “{id}”.{}\n", near.unwrap_or_default()))
}
