//! How a command went, and what it says of it.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::diagnostic::{Diagnostic, Language, Severity};
use crate::output::Refusal;
use crate::path::SourcePath;
use crate::report::{Counts, Report};
use crate::source::{Failure, Source};

/// How a command went: what is printed, and the code that the program ends with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// For standard output.
    pub stdout: String,
    /// For standard error.
    pub stderr: String,
    /// 0 done; 1 diagnostics of severity error; 2 wrong arguments; 3 the machine failed.
    pub code: u8,
}

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
    /// As workflow annotations of GitHub.
    Github,
}

/// Is told of every file that a build makes.
pub type Progress = Arc<dyn Fn(usize, usize) + Send + Sync>;

/// How a command speaks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Voice {
    /// The language of what it says.
    pub language: Language,
    /// Whether standard error is a terminal that shows colours.
    pub colour: bool,
    /// Nothing but what is wrong.
    pub quiet: bool,
}

impl Voice {
    /// One of two texts.
    pub fn say<'a>(&self, vi: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::Vi => vi,
            Language::En => en,
        }
    }
}

impl Outcome {
    /// Wrong arguments, with the reason.
    pub fn wrong_arguments(text: impl Into<String>) -> Self {
        Self { stderr: text.into(), code: 2, ..Self::default() }
    }

    /// The machine failed.
    pub fn failed(failure: &Failure, voice: Voice) -> Self {
        let what = voice.say("lỗi máy", "the machine failed");
        Self {
            stderr: format!("{what}: {}: {}\n", failure.path.display(), failure.reason),
            code: 3,
            ..Self::default()
        }
    }

    /// A text that a command made, or why it could not.
    pub fn of_text(result: Result<String, super::Failure>, language: Language) -> Self {
        let line = |text: &str| format!("{}\n", text.trim_end());
        match result {
            Ok(text) => Self { stdout: line(&text), ..Self::default() },
            Err(super::Failure::Arguments(message)) => Self::wrong_arguments(line(message.get(language))),
            Err(super::Failure::Machine(message)) => {
                Self { stderr: line(message.get(language)), code: 3, ..Self::default() }
            }
        }
    }

    /// The output folder was refused.
    pub fn refused(refusal: &Refusal, voice: Voice) -> Self {
        match refusal {
            Refusal::Failed(failure) => Self::failed(failure, voice),
            Refusal::Foreign(path) => {
                let text = voice.say(
                    "thư mục có tệp không do antt tạo ra nên không ghi vào; hãy chọn thư mục khác bằng --out, hoặc dọn trống nó",
                    "the folder holds files that antt did not make; choose another with --out, or empty it",
                );
                Self { stderr: format!("{}: {text}\n", path.display()), code: 3, ..Self::default() }
            }
        }
    }

    /// What diagnostics come to, with `more` in JSON.
    pub fn of<T: Serialize>(
        source: &Source,
        diagnostics: &[Diagnostic],
        format: Format,
        voice: Voice,
        more: &T,
    ) -> Self {
        let quiet: Vec<Diagnostic>;
        let shown = if voice.quiet && format == Format::Text {
            quiet = diagnostics.iter().filter(|d| d.severity == Severity::Error).cloned().collect();
            &quiet
        } else {
            diagnostics
        };
        let report = Report::new(shown, voice.language, |path: &SourcePath| source.text(path));
        let code = u8::from(Counts::of(diagnostics).errors > 0);
        match format {
            Format::Text => Self { stderr: report.text(voice.colour), code, ..Self::default() },
            Format::Json => Self { stdout: report.json(more) + "\n", code, ..Self::default() },
            Format::Github => Self { stdout: report.github(), code, ..Self::default() },
        }
    }
}

/// The day that a command judges by: the one given, else today in the portal's time zone. The only look at the clock.
pub fn day(given: Option<Date>, timezone: &str) -> Date {
    given.unwrap_or_else(|| {
        let zone = TimeZone::get(timezone).unwrap_or(TimeZone::UTC);
        Timestamp::now().to_zoned_datetime(zone).date()
    })
}

/// A path as people type it.
pub fn shown(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let path = here.as_deref().and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path);
    path.display().to_string()
}
