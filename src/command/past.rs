//! What a build leaves for the next one. Where files differ from then in words only, just the pages that show these
//! words are made anew; all else is linked from the release that stands.

mod linked;

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::build::{
    self, Built, Left, Options, Out, Record, choice, digest_options, folder, outs, releases, standing,
};
use super::outcome::day;
use crate::cache::{Cache, Digester, Key, Stage};
use crate::diagnostic::{Checked, Diagnostic};
use crate::document::Document;
use crate::output::{self, Release};
use crate::path::SourcePath;
use crate::pipeline::{self, Compiled, Outline, Published, Timings, Touched};
use crate::report::{self, Counts};
use crate::site::Site;
use crate::source::{Digests, Source, Survey, Surveyed};
pub use linked::Linked;

/// The cache's entries for what builds leave.
const PAST: Stage = Stage { name: "past", most: 8 };
/// Its entries for stretches of outlines.
const OUTLINES: Stage = Stage { name: "outlines", most: usize::MAX };
/// How many outlines an entry holds.
const STRETCH: usize = 128;

/// What a build leaves.
#[derive(Serialize, Deserialize)]
struct Past {
    /// The day that it judged by.
    today: String,
    timezone: String,
    /// Every file that it read, and a digest of its content.
    files: Vec<(Surveyed, [u8; blake3::OUT_LEN])>,
    /// The outlines of all documents, stretch by stretch.
    outlines: Vec<Key>,
    /// The digests of the releases' manifests.
    releases: Vec<[u8; blake3::OUT_LEN]>,
    /// What they are taken up with again.
    left: Vec<Left>,
}

/// Builds with these options for the same place leave one entry.
fn key(options: &Options) -> Key {
    let mut digester = Digester::new();
    digest_options(options, &mut digester);
    digester.add(folder(options, None).as_os_str().as_encoded_bytes());
    digester.key()
}

/// Keeps what a whole build leaves.
pub fn keep(
    cache: &Cache,
    survey: &Survey,
    digests: &Digests,
    options: &Options,
    (compiled, record, today): (&Compiled, &Record, Date),
    left: Vec<Left>,
) {
    let file = |file: &Surveyed| {
        let digest = digests.0.get(&SourcePath::new(&file.path)?)?;
        Some((file.clone(), (*digest).into()))
    };
    // What is no name for a file of the portal was told and not read.
    let Some(files) = survey.files.iter().map(file).collect() else { return };
    let keep = |stretch: &[Arc<Document>]| keep_outlines(cache, compiled, stretch);
    let Some(outlines) = compiled.documents.par_chunks(STRETCH).map(keep).collect() else { return };
    let timezone = compiled.config.portal.timezone.clone();
    let (today, releases) = (today.to_string(), record.releases.clone());
    let past = Past { today, timezone, files, outlines, releases, left };
    cache.put(PAST, key(options), &past);
}

/// Leaves a copy of the release in wait, where there is one release and the copy can be moved to where it waits: the
/// next build is an edit, and looked forward to.
pub fn leave_copy(cache: &Cache, outs: &[Out], record: &Record) {
    if let ([(_, out)], [release]) = (outs, record.releases.as_slice())
        && let Some(spare) = cache.spare(out).filter(|spare| output::lie_on_one_disk(out, spare))
    {
        drop(Release::begin_after(out, (*release).into(), &spare));
    }
}

fn keep_outlines(cache: &Cache, compiled: &Compiled, stretch: &[Arc<Document>]) -> Option<Key> {
    let outlines: Vec<Outline<'_>> = stretch.iter().map(|document| compiled.outline(document)).collect();
    cache.keep(OUTLINES, &outlines)
}

/// Builds what changed since the last build with these options; nothing where everything is to be built anew.
pub fn again(cache: &Cache, survey: &Survey, options: &Options, timings: &Timings) -> Option<Built> {
    let mut past: Past = timings.measure(pipeline::Stage::Compare, || cache.get(PAST, key(options)))?;
    let today = day(options.date, &past.timezone);
    if past.today != today.to_string() {
        return None;
    }
    let suspects = past.suspects(survey)?;
    let source = timings.measure(pipeline::Stage::Read, || {
        let is_read = |path: &SourcePath| !path.is_markdown() || suspects.contains(path);
        let paths =
            survey.files.iter().filter(|file| SourcePath::new(&file.path).is_some_and(|path| is_read(&path)));
        Source::default().refresh(&options.root, &paths.map(|file| file.path.as_str().into()).collect())
    });
    let source = source.ok()?;
    let changed = past.changed(survey, &Digests::of_some(&source, &|path| suspects.contains(path))?)?;
    let outs = outs(options, &pipeline::config(&source).value).ok()?;
    if changed.is_empty() {
        cache.put(PAST, key(options), &past);
        let record = standing(cache, past.build_key(options, today)?, &outs)?;
        return Some(Built { source, record, outs, timezone: past.timezone, today });
    }
    if !changed.iter().all(SourcePath::is_markdown) {
        return None;
    }
    let before = past.releases.clone();
    // One mostly waits for the file system, the other reckons.
    let (first, linked) = rayon::join(
        || timings.measure(pipeline::Stage::Publish, || copy(cache, outs.first()?, before.first()?)),
        || {
            let compile = || past.compile(cache, source, &changed, options);
            let (compiled, before) = timings.measure(pipeline::Stage::Compile, compile)?;
            let mut build = Build { cache, compiled, changed, before, options, timings, today };
            let linked = build.link_all(&outs, &mut past.left)?;
            Some((build, linked))
        },
    );
    let (mut build, mut linked) = linked?;
    let record = build.publish(&mut linked, &outs, (first?, &before), &mut past.left)?;
    past.releases.clone_from(&record.releases);
    past.renew(cache, &build)?;
    cache.put(PAST, key(options), &past);
    cache.put(build::STAGE, past.build_key(options, today)?, &record);
    let source = std::mem::take(&mut build.compiled.source);
    // As after a whole build: the process ends soon.
    std::mem::forget((build, linked));
    Some(Built { source, record, outs, timezone: past.timezone, today })
}

/// Begins a release as a copy of the one with this digest; nothing where that was touched since.
fn copy(cache: &Cache, (_, out): &Out, before: &[u8; blake3::OUT_LEN]) -> Option<Release> {
    Release::begin_after(out, (*before).into(), &cache.spare(out)?).ok()?
}

impl Past {
    /// The files that may have changed since; nothing where there are others than then.
    fn suspects(&self, survey: &Survey) -> Option<BTreeSet<SourcePath>> {
        let same_files =
            self.files.iter().map(|(file, _)| &file.path).eq(survey.files.iter().map(|file| &file.path));
        if !same_files {
            return None;
        }
        let pairs = self.files.iter().zip(&survey.files);
        let may_differ = pairs.filter(|((then, _), now)| !then.is_settled || then.facts != now.facts);
        may_differ.map(|(_, now)| SourcePath::new(&now.path)).collect()
    }

    /// The suspects that did change. From now on the files are known as they are.
    fn changed(&mut self, survey: &Survey, digests: &Digests) -> Option<BTreeSet<SourcePath>> {
        let mut changed = BTreeSet::new();
        for ((then, known), now) in self.files.iter_mut().zip(&survey.files) {
            let path = SourcePath::new(&now.path)?;
            let Some(digest) = digests.0.get(&path) else { continue };
            then.clone_from(now);
            if *known != *digest.as_bytes() {
                *known = (*digest).into();
                changed.insert(path);
            }
        }
        Some(changed)
    }

    /// Under what the cache keeps a whole build of these files.
    fn build_key(&self, options: &Options, today: Date) -> Option<Key> {
        let digest = |(file, digest): &(Surveyed, [u8; blake3::OUT_LEN])| {
            Some((SourcePath::new(&file.path)?, (*digest).into()))
        };
        let digests = Digests(self.files.iter().map(digest).collect::<Option<_>>()?);
        Some(build::key(&digests, options, today))
    }

    /// The portal as it is now, and the outlines of what changed as it was; nothing where more changed than words.
    fn compile(
        &self,
        cache: &Cache,
        source: Source,
        changed: &BTreeSet<SourcePath>,
        options: &Options,
    ) -> Option<(Compiled, Vec<Arc<Document>>)> {
        let outlines = self.outlines(cache)?;
        let whole = pipeline::with_versions(outlines.iter().map(|outline| &*outline.document));
        if !changed.is_disjoint(&whole) {
            return None;
        }
        Compiled::of_outlines(source.recall(&options.root, whole.iter()).ok()?, outlines)
    }

    fn outlines(&self, cache: &Cache) -> Option<Vec<Outline<'static>>> {
        let stretches: Option<Vec<Vec<Outline<'static>>>> =
            self.outlines.par_iter().map(|key| cache.get(OUTLINES, *key)).collect();
        Some(stretches?.into_iter().flatten().collect())
    }

    /// Keeps the outlines of the files that changed: places in them moved.
    fn renew(&mut self, cache: &Cache, build: &Build<'_>) -> Option<()> {
        for (key, stretch) in self.outlines.iter_mut().zip(build.compiled.documents.chunks(STRETCH)) {
            if stretch.iter().any(|document| build.changed.contains(&document.path)) {
                *key = keep_outlines(cache, &build.compiled, stretch)?;
            }
        }
        Some(())
    }
}

/// A build of what changed.
struct Build<'a> {
    cache: &'a Cache,
    compiled: Compiled,
    changed: BTreeSet<SourcePath>,
    /// The outlines of what changed as it was.
    before: Vec<Arc<Document>>,
    options: &'a Options,
    timings: &'a Timings,
    today: Date,
}

/// All sites of a build, linked.
struct LinkedAll {
    /// Each with the pages that show what changed.
    sites: Vec<(Site, Touched)>,
    /// The files whose words are shown anew.
    files: BTreeSet<SourcePath>,
    diagnostics: Vec<Diagnostic>,
}

impl Build<'_> {
    /// Links all sites; nothing where something is wrong, or more changed than words.
    fn link_all(&mut self, outs: &[Out], left: &mut [Left]) -> Option<LinkedAll> {
        if left.len() != outs.len() {
            return None;
        }
        let mut diagnostics = self.compiled.diagnostics();
        let leads = self.compiled.after(&self.before).any(|(old, new)| old.lead != new.lead);
        let mut sites: Vec<(Site, Touched)> = Vec::new();
        for ((name, _), left) in outs.iter().zip(&mut *left) {
            let linked = self.timings.measure(pipeline::Stage::Link, || self.link(name.as_deref(), left));
            diagnostics.extend(linked.diagnostics);
            let touched = Touched::of(&linked.value, &self.changed, leads);
            sites.push((linked.value, touched));
        }
        let portal = &self.compiled.config.portal;
        let diagnostics = report::resolve(diagnostics, portal, &self.options.flags);
        if Counts::of(&diagnostics).errors > 0 {
            return None;
        }
        let files: BTreeSet<SourcePath> =
            sites.iter().flat_map(|(site, touched)| touched.files(site)).collect();
        let read = self
            .timings
            .measure(pipeline::Stage::Compile, || self.compiled.read_more(&self.options.root, &files));
        read.ok()?.then_some(LinkedAll { sites, files, diagnostics })
    }

    /// Brings the releases up to date: the first one is begun, of all the digests from before are known.
    fn publish(
        &self,
        LinkedAll { sites, files, diagnostics }: &mut LinkedAll,
        outs: &[Out],
        (first, before): (Release, &[[u8; blake3::OUT_LEN]]),
        left: &mut [Left],
    ) -> Option<Record> {
        if before.len() != outs.len() {
            return None;
        }
        let mut published = Published::default();
        let mut first = Some(first);
        for ((((site, touched), out), before), left) in sites.iter_mut().zip(outs).zip(before).zip(left) {
            let begin = || self.timings.measure(pipeline::Stage::Publish, || copy(self.cache, out, before));
            let release = first.take().or_else(begin)?;
            pipeline::place(site, &self.compiled.documents, files);
            let again = (release, left.index.as_ref());
            let (made, kept) =
                pipeline::emit_partly(&self.compiled, site, touched, again, self.timings).ok()??;
            published.add(made);
            left.index = kept;
        }
        Some(Record { releases: releases(outs), published, diagnostics: std::mem::take(diagnostics) })
    }

    /// The site as it was linked before, or linked anew.
    fn link(&self, site: Option<&str>, left: &mut Left) -> Checked<Site> {
        let choice = choice(&self.compiled, site, self.today, self.options);
        let again = |linked: &mut Linked| linked.again(self.cache, &self.compiled, &self.before, choice);
        left.linked.as_mut().and_then(again).unwrap_or_else(|| {
            let linked = self.compiled.link(choice);
            left.linked = Linked::keep(self.cache, &self.compiled, &linked);
            linked
        })
    }
}
