//! `antt check`: compiles and links everything and says what is wrong.

use std::collections::HashMap;
use std::path::PathBuf;

use jiff::civil::Date;
use serde::Serialize;

use super::outcome::{Format, Outcome, Voice, day};
use crate::diagnostic::{Diagnostic, Message, codes};
use crate::link::Choice;
use crate::path::SourcePath;
use crate::pipeline::{self, Compiled};
use crate::report::{self, Counts, Flags};
use crate::search;
use crate::site::Site;
use crate::text::Span;

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
    let mut outcome = Outcome::of(&compiled.source, &diagnostics, options.format, voice, &Nothing {});
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
    let link = |site| compiled.link(Choice { site, today, drafts: false, base_url: None });
    let portal = link(None);
    diagnostics.extend(portal.diagnostics);
    for school in &compiled.config.sites {
        diagnostics.extend(link(Some(school)).diagnostics);
    }
    diagnostics.extend(search_tests(compiled, &portal.value));
    report::resolve(diagnostics, &compiled.config.portal, flags)
}

/// What `content/search-tests.yaml` wants and the search does not give.
fn search_tests(compiled: &Compiled, site: &Site) -> Vec<Diagnostic> {
    let tests = &compiled.config.search_tests;
    let file = SourcePath::new("content/search-tests.yaml");
    let script = compiled.theme.as_ref().and_then(|theme| {
        let script = theme.assets.iter().find(|(route, _)| route.as_str() == "assets/antt-search.js")?;
        String::from_utf8(script.1.to_vec()).ok()
    });
    let (Some(file), Some(script)) = (file, script) else { return Vec::new() };
    if tests.is_empty() || compiled.config.portal.search.is_none() {
        return Vec::new();
    }
    let files: HashMap<String, String> = pipeline::search_files(compiled, site)
        .into_iter()
        .filter_map(|file| Some((file.path, String::from_utf8(file.bytes).ok()?)))
        .collect();
    let checked = search::Engine::new(&script, move |path| files.get(path).cloned())
        .and_then(|engine| search::check(&engine, tests, site, &file));
    checked.unwrap_or_else(|error| {
        let message =
            Message::new(format!("Không chạy được tìm kiếm: {error}"), format!("The search failed: {error}"));
        vec![Diagnostic::at(&codes::SEARCH_TEST, &file, Span::default(), message)]
    })
}
