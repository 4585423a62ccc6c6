//! `antt check`: compiles and links everything and says what is wrong.

use std::path::PathBuf;

use jiff::civil::Date;
use serde::Serialize;

use super::outcome::{Format, Outcome, Voice, day};
use crate::diagnostic::Diagnostic;
use crate::link::Choice;
use crate::pipeline::{self, Compiled};
use crate::report::{self, Counts, Flags};

/// What is checked, and how it is told.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder that holds `content/`.
    pub root: PathBuf,
    /// The day to judge by.
    pub date: Option<Date>,
    /// How diagnostics are printed.
    pub format: Format,
    /// What the flags say of severities.
    pub flags: Flags,
}

/// Nothing but the diagnostics is told.
#[derive(Serialize)]
struct Nothing {}

/// Checks the portal and every school's site.
pub fn run(options: &Options, voice: Voice) -> Outcome {
    let compiled = match pipeline::compile(&options.root) {
        Ok(compiled) => compiled,
        Err(failure) => return Outcome::failed(&failure, voice),
    };
    let today = day(options.date, &compiled.config.portal.timezone);
    let diagnostics = everything(&compiled, today, &options.flags);
    let mut outcome = Outcome::of(&compiled, &diagnostics, options.format, voice, &Nothing {});
    if options.format == Format::Text && !voice.quiet {
        let counts = Counts::of(&diagnostics);
        let pages = compiled.documents.len();
        outcome.stdout = match voice.say("vi", "en") {
            "vi" => {
                format!("Đã kiểm tra {pages} trang: {} lỗi, {} cảnh báo\n", counts.errors, counts.warnings)
            }
            _ => format!("{pages} pages checked: {} errors, {} warnings\n", counts.errors, counts.warnings),
        };
    }
    outcome
}

/// The diagnostics of all sites, resolved.
pub fn everything(compiled: &Compiled, today: Date, flags: &Flags) -> Vec<Diagnostic> {
    let mut diagnostics = compiled.diagnostics();
    let schools = compiled.config.sites.iter().map(Some);
    for site in std::iter::once(None).chain(schools) {
        diagnostics.extend(compiled.link(Choice { site, today, drafts: false, base_url: None }).diagnostics);
    }
    report::resolve(diagnostics, &compiled.config.portal, flags)
}
