//! `antt build`: publishes the portal, or schools' sites.

use std::path::{Path, PathBuf};
use std::time::Instant;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::outcome::{Format, Outcome, Progress, Voice, day, shown};
use super::unchanged::Place;
use super::{timings, unknown_site, verify};
use crate::cache::{Cache, Digester, Key};
use crate::config::{Config, SiteConfig};
use crate::diagnostic::{Code, Diagnostic};
use crate::link::Choice;
use crate::output;
use crate::pipeline::{self, Compiled, Published, Stage, Stop, Timings};
use crate::report::{self, Counts, Flags};
use crate::site::Site;
use crate::source::{self, Digests, Source};

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
    /// Uses and keeps what earlier builds made.
    pub cache: bool,
    /// Builds clean beside it and compares.
    pub verify: bool,
    /// Shows where the time went.
    pub timings: bool,
}

/// A site that is asked for, and where it goes.
pub(super) type Wanted<'a> = (Option<&'a SiteConfig>, PathBuf);

/// What a build came to, as the cache keeps it.
#[derive(Serialize, Deserialize)]
pub(super) struct Record {
    /// The digests of the releases' manifests.
    pub releases: Vec<[u8; blake3::OUT_LEN]>,
    /// What was published.
    pub published: Published,
    diagnostics: Vec<Diagnostic>,
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
    let timings = if options.timings { Timings::on() } else { Timings::off() };
    let cache = if options.cache { Cache::of(&options.root) } else { Cache::none() };
    let place = timings.measure(Stage::Compare, || Place::of(&cache, options, voice));
    let told = timings.measure(Stage::Compare, || place.as_ref()?.find(&cache, options));
    if let Some((told, out)) = told {
        let stdout = if voice.quiet {
            String::new()
        } else {
            done(told.published, told.warnings, &out, started, voice)
        };
        return with_timings(Outcome { stderr: told.report, stdout, code: 0 }, &timings, voice);
    }
    let source = match timings.measure(Stage::Read, || source::read(&options.root)) {
        Ok(source) => source,
        Err(failure) => return Outcome::failed(&failure, voice),
    };
    let config = pipeline::config(&source).value;
    let wanted = match wanted(options, &config, voice) {
        Ok(wanted) => wanted,
        Err(outcome) => return *outcome,
    };
    let today = day(options.date, &config.portal.timezone);
    let (key, record) = timings.measure(Stage::Compare, || {
        let key = key(&cache, &source, options, today);
        (key, key.and_then(|key| standing(&cache, key, &wanted)))
    });
    let record = match record {
        Some(record) => record,
        None => match build(source.clone(), &wanted, today, options, &timings) {
            Ok(record) => record,
            Err(Stop::Refused(refusal)) => return Outcome::refused(&refusal, voice),
            Err(Stop::Diagnosed(diagnostics)) => {
                Record { releases: Vec::new(), published: Published::default(), diagnostics }
            }
        },
    };
    if let Some(key) = key.filter(|_| !record.releases.is_empty()) {
        cache.put(STAGE, key, &record);
    }
    let mut outcome = tell(&source, &record, &wanted, started, options, voice);
    if let Some(place) = place.filter(|_| outcome.code == 0) {
        let sites = wanted.iter().map(|(site, _)| site.map(|site| site.id.clone())).collect();
        let warnings = Counts::of(&record.diagnostics).warnings;
        place.keep(&cache, &record, sites, (&config.portal.timezone, today), (&outcome, warnings));
    }
    if options.format == Format::Text {
        outcome = with_timings(outcome, &timings, voice);
    }
    if options.verify && outcome.code == 0 {
        verify::verify(&mut outcome, options, &wanted, today, voice);
    }
    outcome
}

/// The outcome with the table of times before it, where they were taken.
fn with_timings(mut outcome: Outcome, timings: &Timings, voice: Voice) -> Outcome {
    if let Some(times) = timings.times() {
        outcome.stdout.insert_str(0, &timings::table(&times, voice));
    }
    outcome
}

/// The name of the cache's entries for whole builds.
const STAGE: &str = "build";

/// A digest of everything that a build depends on, but for where it goes; nothing where it cannot be made.
fn key(cache: &Cache, source: &Source, options: &Options, today: Date) -> Option<Key> {
    let digests = cache.is_used().then(|| Digests::of(source)).flatten()?;
    let mut digester = Digester::new();
    digester.add(digests.rest.as_bytes());
    for (path, digest) in &digests.pages {
        digester.add(path.as_str()).add(digest.as_bytes());
    }
    digester.add(today.to_string());
    digest_options(options, &mut digester);
    Some(digester.key())
}

/// Adds what is asked for, but for the day and where it goes.
pub(super) fn digest_options(options: &Options, digester: &mut Digester) {
    digester.add(options.base_url.as_deref().unwrap_or(""));
    digester.add([u8::from(options.drafts), u8::from(options.all_sites), u8::from(options.flags.strict)]);
    for site in &options.sites {
        digester.add(site);
    }
    let ids = |codes: &[&'static Code]| codes.iter().map(|code| code.id).collect::<Vec<_>>().join(" ");
    let flags = &options.flags;
    digester.add(ids(&flags.allow)).add(ids(&flags.warn)).add(ids(&flags.deny));
}

/// What the build under this key came to, where its releases stand as it made them.
fn standing(cache: &Cache, key: Key, wanted: &[Wanted<'_>]) -> Option<Record> {
    let record: Record = cache.get(STAGE, key)?;
    let stand = record.releases.len() == wanted.len()
        && record.releases.iter().zip(wanted).all(|(digest, (_, out))| output::stands(out, (*digest).into()));
    stand.then_some(record)
}

/// Compiles, links and publishes everything.
fn build(
    source: Source,
    wanted: &[Wanted<'_>],
    today: Date,
    options: &Options,
    timings: &Timings,
) -> Result<Record, Stop> {
    let compiled = timings.measure(Stage::Compile, || pipeline::compile_all(source));
    let mut diagnostics = compiled.diagnostics();
    let mut sites = Vec::new();
    for (site, out) in wanted {
        let choice = choice(*site, today, options);
        let linked = timings.measure(Stage::Link, || compiled.link(choice));
        diagnostics.extend(linked.diagnostics);
        sites.push((linked.value, out.as_path()));
    }
    let resolve = |diagnostics| report::resolve(diagnostics, &compiled.config.portal, &options.flags);
    let diagnostics = resolve(diagnostics);
    if Counts::of(&diagnostics).errors > 0 {
        return Err(Stop::Diagnosed(diagnostics));
    }
    let published = publish(&compiled, &sites, options, timings).map_err(|stop| match stop {
        Stop::Diagnosed(more) => Stop::Diagnosed(diagnostics.iter().cloned().chain(resolve(more)).collect()),
        refused => refused,
    })?;
    let releases: Option<Vec<_>> = sites.iter().map(|(_, out)| output::digest(out).map(Into::into)).collect();
    Ok(Record { releases: releases.unwrap_or_default(), published, diagnostics })
}

/// How the options judge a site.
pub(super) fn choice<'a>(site: Option<&'a SiteConfig>, today: Date, options: &'a Options) -> Choice<'a> {
    Choice { site, today, drafts: options.drafts, base_url: options.base_url.as_deref() }
}

/// Where a school's site goes, or the portal.
pub(super) fn folder(options: &Options, site: Option<&str>) -> PathBuf {
    let out = |usual: &str| options.out.clone().unwrap_or_else(|| options.root.join(usual));
    site.map_or_else(|| out("public"), |id| out("public-sites").join(id))
}

/// The sites asked for with the folders that they go to.
fn wanted<'a>(options: &Options, config: &'a Config, voice: Voice) -> Result<Vec<Wanted<'a>>, Box<Outcome>> {
    if !options.all_sites && options.sites.is_empty() {
        return Ok(vec![(None, folder(options, None))]);
    }
    let mut wanted = Vec::new();
    let all = config.sites.iter().map(|site| site.id.clone());
    let asked: Vec<String> = if options.all_sites { all.collect() } else { options.sites.clone() };
    for id in asked {
        match config.sites.iter().find(|site| site.id == id) {
            Some(site) => wanted.push((Some(site), folder(options, Some(&site.id)))),
            None => return Err(Box::new(unknown_site(&id, config, voice))),
        }
    }
    Ok(wanted)
}

fn publish(
    compiled: &Compiled,
    sites: &[(Site, &Path)],
    options: &Options,
    timings: &Timings,
) -> Result<Published, Stop> {
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
        let published = pipeline::emit(compiled, site, out, &step, timings)?;
        all.pages += published.pages;
        all.files += published.files;
    }
    Ok(all)
}

fn tell(
    source: &Source,
    record: &Record,
    wanted: &[Wanted<'_>],
    started: Instant,
    options: &Options,
    voice: Voice,
) -> Outcome {
    let seconds = started.elapsed().as_secs_f64();
    let Record { published, diagnostics, .. } = record;
    let summary = Summary { pages: published.pages, files: published.files, seconds };
    let mut outcome = Outcome::of(source, diagnostics, options.format, voice, &summary);
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
        let first = wanted.first().map_or(Path::new(""), |(_, out)| out.as_path());
        done(*published, counts.warnings, first, started, voice)
    };
    outcome
}

/// The line that says what was published.
fn done(published: Published, warnings: usize, out: &Path, started: Instant, voice: Voice) -> String {
    let (pages, seconds) = (published.pages, started.elapsed().as_secs_f64());
    let open = shown(&out.join("index.html"));
    match voice.say("vi", "en") {
        "vi" => format!("Xong: {pages} trang, {warnings} cảnh báo, {seconds:.2} giây. Mở {open}\n"),
        _ => format!("Done: {pages} pages, {warnings} warnings, {seconds:.2} s. Open {open}\n"),
    }
}
