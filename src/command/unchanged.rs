//! Ends a build at once where nothing changed: what was told then is told again.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::build::{Built, Options, digest_options, folder};
use super::outcome::{Format, Outcome, Voice, day};
use crate::cache::{Cache, Digester, Key, Stage};
use crate::output;
use crate::pipeline::Published;
use crate::report::Counts;
use crate::source::Survey;

/// The name of the cache's entries.
const STAGE: Stage = Stage { name: "survey", most: 8 };

/// What a build told, and what it left.
#[derive(Serialize, Deserialize)]
pub struct Told {
    timezone: String,
    /// The day that it judged by.
    today: String,
    /// The schools that were built; nothing for the portal itself.
    sites: Vec<Option<String>>,
    releases: Vec<[u8; blake3::OUT_LEN]>,
    /// What was published.
    pub published: Published,
    /// How many warnings there were.
    pub warnings: usize,
    /// The diagnostics as shown.
    pub report: String,
}

/// Where the root as it is now is looked up.
pub struct Place {
    key: Key,
    /// What was seen of the root.
    pub survey: Survey,
}

impl Place {
    /// The place for these options; nothing where every file is to be read.
    pub fn of(cache: &Cache, options: &Options, voice: Voice) -> Option<Self> {
        if !cache.is_used() || options.verify || options.format != Format::Text {
            return None;
        }
        let survey = Survey::of(&options.root)?;
        let mut digester = Digester::new();
        digester.add(survey.digest.as_bytes());
        digest_options(options, &mut digester);
        digester.add([voice.language as u8, u8::from(voice.colour), u8::from(voice.quiet)]);
        Some(Self { key: digester.key(), survey })
    }

    /// What was told, and where the first site lies, where all that was left stands as it was.
    pub fn find(&self, cache: &Cache, options: &Options) -> Option<(Told, PathBuf)> {
        let told: Told = cache.get(STAGE, self.key)?;
        if day(options.date, &told.timezone).to_string() != told.today {
            return None;
        }
        let outs: Vec<PathBuf> = told.sites.iter().map(|site| folder(options, site.as_deref())).collect();
        let stands = outs.len() == told.releases.len()
            && outs.iter().zip(&told.releases).all(|(out, digest)| output::stands(out, (*digest).into()));
        let first = outs.into_iter().next()?;
        stands.then_some((told, first))
    }

    /// Keeps what was told.
    pub fn keep(&self, cache: &Cache, built: &Built, outcome: &Outcome) {
        let record = &built.record;
        if self.survey.is_settled() && !record.releases.is_empty() {
            let told = Told {
                timezone: built.timezone.clone(),
                today: built.today.to_string(),
                sites: built.outs.iter().map(|(site, _)| site.clone()).collect(),
                releases: record.releases.clone(),
                published: record.published,
                warnings: Counts::of(&record.diagnostics).warnings,
                report: outcome.stderr.clone(),
            };
            cache.put(STAGE, self.key, &told);
        }
    }
}
