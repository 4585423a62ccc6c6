//! `antt build`: publishes the portal, or schools' sites.

use std::path::{Path, PathBuf};
use std::time::Instant;

use jiff::civil::Date;
use serde::Serialize;

use super::outcome::{Format, Outcome, Progress, Voice, day, shown};
use super::unknown_site;
use crate::config::SiteConfig;
use crate::diagnostic::Diagnostic;
use crate::link::Choice;
use crate::pipeline::{self, Compiled, Published, Stop};
use crate::report::{self, Counts, Flags};
use crate::site::Site;

/// What is built, and where to.
#[derive(Clone)]
pub struct Options {
    /// The folder that holds `content/`.
    pub root: PathBuf,
    /// The schools asked for; empty: the portal itself.
    pub sites: Vec<String>,
    /// Every school.
    pub all_sites: bool,
    /// Where to; by default `public/`, or `public-sites/` for schools.
    pub out: Option<PathBuf>,
    /// The address that the site will have.
    pub base_url: Option<String>,
    /// The day to judge by.
    pub date: Option<Date>,
    /// Drafts too.
    pub drafts: bool,
    /// How diagnostics are printed.
    pub format: Format,
    /// What the flags say of severities.
    pub flags: Flags,
    /// Is told of files done and files in all.
    pub progress: Option<Progress>,
}

/// What a build comes to, in JSON.
#[derive(Serialize)]
struct Summary {
    pages: usize,
    files: usize,
    seconds: f64,
}

/// Builds what is asked for. Nothing is published when anything is wrong.
pub fn run(options: &Options, voice: Voice) -> Outcome {
    let started = Instant::now();
    let compiled = match pipeline::compile(&options.root) {
        Ok(compiled) => compiled,
        Err(failure) => return Outcome::failed(&failure, voice),
    };
    let mut diagnostics = compiled.diagnostics();
    let targets = match targets(options, &compiled, voice) {
        Ok(targets) => targets,
        Err(outcome) => return *outcome,
    };
    let today = day(options.date, &compiled.config.portal.timezone);
    let mut sites: Vec<(Site, PathBuf)> = Vec::new();
    for (site, out) in targets {
        let choice = Choice { site, today, drafts: options.drafts, base_url: options.base_url.as_deref() };
        let linked = compiled.link(choice);
        diagnostics.extend(linked.diagnostics);
        sites.push((linked.value, out));
    }
    let mut diagnostics = report::resolve(diagnostics, &compiled.config.portal, &options.flags);
    let mut published = Published::default();
    if Counts::of(&diagnostics).errors == 0 {
        match publish(&compiled, &sites, options) {
            Ok(all) => published = all,
            Err(Stop::Refused(refusal)) => return Outcome::refused(&refusal, voice),
            Err(Stop::Diagnosed(more)) => {
                diagnostics.extend(report::resolve(more, &compiled.config.portal, &options.flags));
            }
        }
    }
    tell(&compiled, &diagnostics, &sites, published, started, options, voice)
}

/// The sites asked for with the folders that they go to.
fn targets<'a>(
    options: &Options,
    compiled: &'a Compiled,
    voice: Voice,
) -> Result<Vec<(Option<&'a SiteConfig>, PathBuf)>, Box<Outcome>> {
    let under_root = |folder: &str| options.root.join(folder);
    if !options.all_sites && options.sites.is_empty() {
        return Ok(vec![(None, options.out.clone().unwrap_or_else(|| under_root("public")))]);
    }
    let parent = options.out.clone().unwrap_or_else(|| under_root("public-sites"));
    let mut targets = Vec::new();
    let all = compiled.config.sites.iter().map(|site| site.id.clone());
    let asked: Vec<String> = if options.all_sites { all.collect() } else { options.sites.clone() };
    for id in asked {
        match compiled.school(&id) {
            Some(site) => targets.push((Some(site), parent.join(&site.id))),
            None => return Err(Box::new(unknown_site(&id, compiled, voice))),
        }
    }
    Ok(targets)
}

fn publish(compiled: &Compiled, sites: &[(Site, PathBuf)], options: &Options) -> Result<Published, Stop> {
    let total: usize = sites.iter().map(|(site, _)| site.pages.len()).sum();
    let done = std::sync::atomic::AtomicUsize::new(0);
    let step = || {
        let done = done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
        if let Some(progress) = &options.progress {
            progress(done, total.max(done));
        }
    };
    let mut all = Published::default();
    for (site, out) in sites {
        let published = pipeline::emit(compiled, site, out, &step)?;
        all.pages += published.pages;
        all.files += published.files;
    }
    Ok(all)
}

fn tell(
    compiled: &Compiled,
    diagnostics: &[Diagnostic],
    sites: &[(Site, PathBuf)],
    published: Published,
    started: Instant,
    options: &Options,
    voice: Voice,
) -> Outcome {
    let seconds = started.elapsed().as_secs_f64();
    let summary = Summary { pages: published.pages, files: published.files, seconds };
    let mut outcome = Outcome::of(compiled, diagnostics, options.format, voice, &summary);
    if options.format != Format::Text || voice.quiet {
        return outcome;
    }
    let counts = Counts::of(diagnostics);
    let vi = voice.say("vi", "en") == "vi";
    outcome.stdout = if outcome.code != 0 {
        let (errors, warnings) = (counts.errors, counts.warnings);
        match vi {
            true => format!(
                "Chưa xuất bản: {errors} lỗi, {warnings} cảnh báo. Bản đã xuất bản trước đây vẫn giữ nguyên.\n"
            ),
            false => format!(
                "Not published: {errors} errors, {warnings} warnings. The last release stands as it was.\n"
            ),
        }
    } else {
        let (pages, warnings) = (published.pages, counts.warnings);
        let first: &Path = sites.first().map_or(Path::new(""), |(_, out)| out.as_path());
        let open = shown(&first.join("index.html"));
        match vi {
            true => format!("Xong: {pages} trang, {warnings} cảnh báo, {seconds:.2} giây. Mở {open}\n"),
            false => format!("Done: {pages} pages, {warnings} warnings, {seconds:.2} s. Open {open}\n"),
        }
    };
    outcome
}
