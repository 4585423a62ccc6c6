//! `antt build`: publishes the portal, or schools' sites.

use std::path::{Path, PathBuf};
use std::time::Instant;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::outcome::{Format, Outcome, Progress, Voice, day, shown};
use super::past::{self, Linked};
use super::unchanged::Place;
use super::{timings, unknown_site, verify};
use crate::cache::{self, Cache, Digester, Key};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::link::Choice;
use crate::output;
use crate::path::SourcePath;
use crate::pipeline::{self, Compiled, Published, Stage, Stop, Timings};
use crate::render::Job;
use crate::report::{self, Counts, Flags};
use crate::search;
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

/// A school's name (nothing for the portal itself), and where its site goes.
pub(super) type Out = (Option<String>, PathBuf);

/// What a build came to, as the cache keeps it.
#[derive(Serialize, Deserialize)]
pub(super) struct Record {
    /// The digests of the releases' manifests.
    pub releases: Vec<[u8; blake3::OUT_LEN]>,
    /// What was published.
    pub published: Published,
    /// What was told.
    pub diagnostics: Vec<Diagnostic>,
}

/// What was built, however much of it was made anew.
pub(super) struct Built {
    /// What was read.
    pub source: Source,
    /// What it came to.
    pub record: Record,
    /// The sites and where they went.
    pub outs: Vec<Out>,
    /// The portal's time zone.
    pub timezone: String,
    /// The day that it judged by.
    pub today: Date,
}

impl Built {
    /// Reads the texts again that diagnostics show lines of.
    fn recall_texts(&mut self, options: &Options) {
        let source = std::mem::take(&mut self.source);
        let places = self.record.diagnostics.iter().filter_map(|diagnostic| diagnostic.place.as_ref());
        let all: Vec<&SourcePath> = match options.format {
            Format::Text => report::files_shown(&self.record.diagnostics).collect(),
            Format::Json | Format::Github => places.map(|place| &place.file).collect(),
        };
        // Without them lines are not shown, which is no reason to fail.
        self.source = source.recall(&options.root, all.into_iter()).unwrap_or_default();
    }
}

/// What a site is taken up with again.
#[derive(Serialize, Deserialize)]
pub(super) struct Left {
    /// How it hangs together.
    pub linked: Option<Linked>,
    /// Its search index.
    pub index: Option<search::Kept>,
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
    let partly = place.as_ref().and_then(|place| past::again(&cache, &place.survey, options, &timings));
    let mut built = match partly.map_or_else(|| anew(&cache, place.as_ref(), options, &timings, voice), Ok) {
        Ok(built) => built,
        Err(outcome) => return *outcome,
    };
    let mut outcome = tell(&mut built, started, options, voice);
    if let Some(place) = place.filter(|_| outcome.code == 0) {
        place.keep(&cache, &built, &outcome);
    }
    if options.format == Format::Text {
        outcome = with_timings(outcome, &timings, voice);
    }
    if options.verify && outcome.code == 0 {
        verify::verify(&mut outcome, options, &built.outs, built.today, voice);
    }
    outcome
}

/// Builds everything, or finds that all of it stands.
fn anew(
    cache: &Cache,
    place: Option<&Place>,
    options: &Options,
    timings: &Timings,
    voice: Voice,
) -> Result<Built, Box<Outcome>> {
    let source = timings
        .measure(Stage::Read, || source::read(&options.root))
        .map_err(|failure| Outcome::failed(&failure, voice))?;
    let config = pipeline::config(&source).value;
    let outs = outs(options, &config).map_err(|id| unknown_site(&id, &config, voice))?;
    let timezone = config.portal.timezone.clone();
    let today = day(options.date, &timezone);
    let (digests, key) = timings.measure(Stage::Compare, || {
        let digests = cache.is_used().then(|| Digests::of(&source)).flatten();
        let key = digests.as_ref().map(|digests| key(digests, options, today));
        (digests, key)
    });
    let stands = timings.measure(Stage::Compare, || standing(cache, key?, &outs));
    if let Some(record) = stands {
        return Ok(Built { source, record, outs, timezone, today });
    }
    let mut compiled = timings.measure(Stage::Compile, || pipeline::compile_once(source));
    let (record, left) = match build(cache, &compiled, &outs, today, options, timings) {
        Ok(built) => built,
        Err(Stop::Refused(refusal)) => return Err(Box::new(Outcome::refused(&refusal, voice))),
        Err(Stop::Diagnosed(diagnostics)) => {
            (Record { releases: Vec::new(), published: Published::default(), diagnostics }, Vec::new())
        }
    };
    if let Some(key) = key.filter(|_| !record.releases.is_empty()) {
        cache.put(STAGE, key, &record);
        if let Some((place, digests)) = place.zip(digests) {
            let keep =
                || past::keep(cache, &place.survey, &digests, options, (&compiled, &record, today), left);
            let leave = || timings.measure(Stage::Publish, || past::leave_copy(cache, &outs, &record));
            rayon::join(keep, leave);
        }
    }
    let source = std::mem::take(&mut compiled.source);
    // The process ends soon: to let go of every text of every document by itself would only take time.
    std::mem::forget(compiled);
    Ok(Built { source, record, outs, timezone, today })
}

/// The outcome with the table of times before it, where they were taken.
fn with_timings(mut outcome: Outcome, timings: &Timings, voice: Voice) -> Outcome {
    if let Some(times) = timings.times() {
        outcome.stdout.insert_str(0, &timings::table(&times, voice));
    }
    outcome
}

/// The cache's entries for whole builds.
pub(super) const STAGE: cache::Stage = cache::Stage { name: "build", most: 8 };

/// A digest of everything that a build depends on, but for where it goes.
pub(super) fn key(digests: &Digests, options: &Options, today: Date) -> Key {
    let mut digester = Digester::new();
    for (path, digest) in &digests.0 {
        digester.add(path.as_str()).add(digest.as_bytes());
    }
    digester.add(today.to_string());
    digest_options(options, &mut digester);
    digester.key()
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
pub(super) fn standing(cache: &Cache, key: Key, outs: &[Out]) -> Option<Record> {
    let record: Record = cache.get(STAGE, key)?;
    let stand = record.releases.len() == outs.len()
        && record.releases.iter().zip(outs).all(|(digest, (_, out))| output::stands(out, (*digest).into()));
    stand.then_some(record)
}

/// Links and publishes everything.
fn build(
    cache: &Cache,
    compiled: &Compiled,
    outs: &[Out],
    today: Date,
    options: &Options,
    timings: &Timings,
) -> Result<(Record, Vec<Left>), Stop> {
    let mut diagnostics = compiled.diagnostics();
    let (mut sites, mut left) = (Vec::new(), Vec::new());
    for (site, out) in outs {
        let choice = choice(compiled, site.as_deref(), today, options);
        let linked = timings.measure(Stage::Link, || compiled.link(choice));
        left.push(Left { linked: Linked::keep(cache, compiled, &linked), index: None });
        diagnostics.extend(linked.diagnostics);
        sites.push((linked.value, out.as_path()));
    }
    let resolve = |diagnostics| report::resolve(diagnostics, &compiled.config.portal, &options.flags);
    let diagnostics = resolve(diagnostics);
    if Counts::of(&diagnostics).errors > 0 {
        return Err(Stop::Diagnosed(diagnostics));
    }
    let (published, indexes) = publish(compiled, &sites, options, timings).map_err(|stop| match stop {
        Stop::Diagnosed(more) => Stop::Diagnosed(diagnostics.iter().cloned().chain(resolve(more)).collect()),
        refused => refused,
    })?;
    // As with what was compiled: the process ends soon.
    std::mem::forget(sites);
    for (left, index) in left.iter_mut().zip(indexes) {
        left.index = index;
    }
    Ok((Record { releases: releases(outs), published, diagnostics }, left))
}

/// The digests of what was published; none where one cannot be told.
pub(super) fn releases(outs: &[Out]) -> Vec<[u8; blake3::OUT_LEN]> {
    let all: Option<Vec<_>> = outs.iter().map(|(_, out)| output::digest(out).map(Into::into)).collect();
    all.unwrap_or_default()
}

/// How the options judge a site.
pub(super) fn choice<'a>(
    compiled: &'a Compiled,
    site: Option<&str>,
    today: Date,
    options: &'a Options,
) -> Choice<'a> {
    let site = site.and_then(|id| compiled.school(id));
    Choice { site, today, drafts: options.drafts, base_url: options.base_url.as_deref() }
}

/// Where a school's site goes, or the portal.
pub(super) fn folder(options: &Options, site: Option<&str>) -> PathBuf {
    let out = |usual: &str| options.out.clone().unwrap_or_else(|| options.root.join(usual));
    site.map_or_else(|| out("public"), |id| out("public-sites").join(id))
}

/// The sites asked for with the folders that they go to; the name of one that the portal does not know.
pub(super) fn outs(options: &Options, config: &Config) -> Result<Vec<Out>, String> {
    if !options.all_sites && options.sites.is_empty() {
        return Ok(vec![(None, folder(options, None))]);
    }
    let known: Vec<&String> = config.sites.iter().map(|site| &site.id).collect();
    let asked = if options.all_sites { known.clone() } else { options.sites.iter().collect() };
    let out = |id: &String| (Some(id.clone()), folder(options, Some(id)));
    let is_known = |id: &&String| known.contains(id);
    asked.into_iter().map(|id| if is_known(&id) { Ok(out(id)) } else { Err(id.clone()) }).collect()
}

fn publish(
    compiled: &Compiled,
    sites: &[(Site, &Path)],
    options: &Options,
    timings: &Timings,
) -> Result<(Published, Vec<Option<search::Kept>>), Stop> {
    let total: usize = sites.iter().map(|(site, _)| site.pages.len()).sum();
    let done = std::sync::atomic::AtomicUsize::new(0);
    let mut all = Published::default();
    let mut indexes = Vec::new();
    for (at, (site, out)) in (1..).zip(sites) {
        let written = |job: &Job| {
            let done = done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
            if let Some(progress) = &options.progress {
                progress(done, total.max(done));
            }
            // No other site will show it.
            if at == sites.len() {
                job.let_go(site);
            }
        };
        let (published, index) = pipeline::emit(compiled, site, out, &written, timings)?;
        all.add(published);
        indexes.push(index);
    }
    Ok((all, indexes))
}

fn tell(built: &mut Built, started: Instant, options: &Options, voice: Voice) -> Outcome {
    built.recall_texts(options);
    let seconds = started.elapsed().as_secs_f64();
    let Record { published, diagnostics, .. } = &built.record;
    let summary = Summary { pages: published.pages, files: published.files, seconds };
    let mut outcome = Outcome::of(&built.source, diagnostics, options.format, voice, &summary);
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
        let first = built.outs.first().map_or(Path::new(""), |(_, out)| out.as_path());
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
