//! What the data files of the portal say: `portal.yaml`, `thuat-ngu.yaml`, `lich.yaml`, `sites/<id>/site.yaml`.

mod calendar;
mod glossary;
mod home;
mod portal;
mod search_tests;
mod site;
mod values;

use std::collections::BTreeMap;

use crate::date::PartialDate;
use crate::diagnostic::{Checked, Code, Severity};
use crate::path::SourcePath;
use crate::text::Spanned;

pub use values::address;

/// Everything that the data files say, read and checked.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// `content/portal.yaml`.
    pub portal: Portal,
    /// `content/thuat-ngu.yaml`, as written.
    pub glossary: Vec<Term>,
    /// `content/lich.yaml`.
    pub calendar: Vec<Deadline>,
    /// The schools' sites, by id.
    pub sites: Vec<SiteConfig>,
    /// `content/search-tests.yaml`.
    pub search_tests: Vec<SearchTest>,
}

impl Config {
    /// Reads the data files among `files`; others are passed over. Every file may be missing.
    pub fn parse<'a>(files: impl IntoIterator<Item = (&'a SourcePath, &'a str)>) -> Checked<Self> {
        let mut config = Self::default();
        let mut diagnostics = Vec::new();
        let mut calendar = Vec::new();
        let mut site_calendars = Vec::new();
        // The first file of each school's folder.
        let mut schools = BTreeMap::new();
        for (file, text) in files {
            // `.yml` is the same by another name.
            let name = file.as_str().strip_suffix(".yml").map(|stem| format!("{stem}.yaml"));
            let parts: Vec<&str> = name.as_deref().unwrap_or(file.as_str()).split('/').collect();
            if let ["content", "sites", id, _, ..] = *parts.as_slice() {
                schools.entry(id.to_owned()).or_insert(file);
            }
            match *parts.as_slice() {
                ["content", "portal.yaml"] => {
                    config.portal = take(portal::read(file, text), &mut diagnostics)
                }
                ["content", "thuat-ngu.yaml"] => {
                    config.glossary = take(glossary::read(file, text), &mut diagnostics);
                }
                ["content", "lich.yaml"] => calendar = take(calendar::read(file, text), &mut diagnostics),
                ["content", "search-tests.yaml"] => {
                    config.search_tests = take(search_tests::read(file, text), &mut diagnostics);
                }
                ["content", "sites", id, "site.yaml"] => {
                    config.sites.push(take(site::read(id, file, text), &mut diagnostics));
                }
                ["content", "sites", id, "lich.yaml"] => {
                    let deadlines = take(calendar::read(file, text), &mut diagnostics);
                    site_calendars.push((id.to_owned(), deadlines));
                }
                _ => {}
            }
        }
        config.sites.sort_by(|a, b| a.id.cmp(&b.id));
        config.sites.dedup_by(|a, b| a.id == b.id);
        for (id, deadlines) in site_calendars {
            diagnostics.extend(calendar::shared_ids(&calendar, &deadlines));
            if let Some(site) = config.sites.iter_mut().find(|site| site.id == id) {
                site.calendar = without_places(deadlines);
            }
        }
        schools.retain(|id, _| config.sites.iter().all(|site| site.id != *id));
        diagnostics.extend(schools.iter().map(|(id, file)| site::missing(id, file)));
        config.calendar = without_places(calendar);
        diagnostics.sort_by(|a, b| a.order().cmp(&b.order()));
        Checked { value: config, diagnostics }
    }

    /// The JSON Schema of each data file, by its name.
    pub fn schemas() -> [(&'static str, schemars::Schema); 5] {
        [
            ("portal.yaml", portal::schema()),
            ("site.yaml", site::schema()),
            ("lich.yaml", calendar::schema()),
            ("thuat-ngu.yaml", glossary::schema()),
            ("search-tests.yaml", search_tests::schema()),
        ]
    }
}

/// The value; its diagnostics go to the others.
fn take<T>(checked: Checked<T>, diagnostics: &mut Vec<crate::diagnostic::Diagnostic>) -> T {
    diagnostics.extend(checked.diagnostics);
    checked.value
}

fn without_places<T>(values: Vec<Spanned<T>>) -> Vec<T> {
    values.into_iter().map(|spanned| spanned.value).collect()
}

/// `content/portal.yaml`.
#[derive(Clone, Debug)]
pub struct Portal {
    /// The name of the portal.
    pub title: String,
    /// One line under it.
    pub tagline: Option<String>,
    /// Where it is published, ending in `/`; nothing: only relative addresses are written.
    pub base_url: Option<String>,
    /// The language of the pages.
    pub language: SiteLanguage,
    /// The time zone that "today" is taken in (IANA name).
    pub timezone: String,
    /// The theme's name.
    pub theme: String,
    /// The main menu: labels and pages (paths from `content/`).
    pub navigation: Vec<MenuItem>,
    /// Who publishes the portal, for the footer.
    pub publisher: Option<String>,
    /// How to reach them.
    pub contacts: Vec<Contact>,
    /// Sample searches for the home page.
    pub sample_searches: Vec<String>,
    /// What the home page shows below the search, block by block; empty: the uppermost folders.
    pub home: Vec<HomeBlock>,
    /// Pages per page of a list.
    pub page_size: usize,
    /// The severity of a code instead of its own; `None` leaves the code out.
    pub severities: BTreeMap<&'static str, Option<Severity>>,
    /// Search, or `None` where the portal leaves it out.
    pub search: Option<SearchConfig>,
}

impl Default for Portal {
    fn default() -> Self {
        Self {
            title: String::from("Cổng thông tin"),
            tagline: None,
            base_url: None,
            language: SiteLanguage::Vi,
            timezone: String::from("Asia/Ho_Chi_Minh"),
            theme: String::from("antt"),
            navigation: Vec::new(),
            publisher: None,
            contacts: Vec::new(),
            sample_searches: Vec::new(),
            home: Vec::new(),
            page_size: 50,
            severities: BTreeMap::new(),
            search: Some(SearchConfig::default()),
        }
    }
}

impl Portal {
    /// What `code` counts as here.
    pub fn severity(&self, code: &Code) -> Option<Severity> {
        self.severities.get(code.id).copied().unwrap_or(Some(code.severity))
    }
}

/// A language that pages are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SiteLanguage {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl SiteLanguage {
    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
}

/// An entry of the main menu.
#[derive(Clone, Debug)]
pub struct MenuItem {
    /// What it says.
    pub label: String,
    /// The page: a path from `content/` (`van-ban/_index.md`).
    pub page: Spanned<String>,
}

/// A block of the home page: pages chosen by hand, or the first of a folder.
#[derive(Clone, Debug)]
pub struct HomeBlock {
    /// Its heading.
    pub title: String,
    /// How it looks.
    pub style: BlockStyle,
    /// Pages as paths from `content/`.
    pub pages: Vec<Spanned<String>>,
    /// A folder as a path from `content/`; its pages follow those chosen by hand.
    pub folder: Option<Spanned<String>>,
    /// How many pages at most.
    pub limit: usize,
}

/// How a block of the home page looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BlockStyle {
    /// Title and summary.
    #[default]
    Cards,
    /// Numbered, as the task groups of a plan.
    Tasks,
    /// With number, date and status, the newest first.
    Documents,
    /// For readers of one trade.
    People,
}

/// A way to reach the publisher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// What it is ("Hòm thư").
    pub label: String,
    /// The address, number or place.
    pub value: String,
}

/// What the portal says of its search.
#[derive(Clone, Debug, Default)]
pub struct SearchConfig {
    /// Groups of words that mean the same.
    pub synonyms: Vec<Vec<String>>,
    /// Pages left out, as paths from `content/`.
    pub exclude: Vec<Spanned<String>>,
    /// Words that bring a page to the front: page (path from `content/`) and words.
    pub promote: Vec<(Spanned<String>, Vec<String>)>,
}

/// A term of the glossary.
#[derive(Clone, Debug)]
pub struct Term {
    /// The abbreviation or the term.
    pub abbr: String,
    /// Its address in the page of all terms.
    pub anchor: String,
    /// Its full form.
    pub full: String,
    /// What it means.
    pub meaning: Option<String>,
    /// Other spellings.
    pub also: Vec<String>,
    /// Where it comes from.
    pub source: Option<String>,
}

/// A test of the search: what is typed, and the page that must be among the first three.
#[derive(Clone, Debug)]
pub struct SearchTest {
    /// What is typed.
    pub query: Spanned<String>,
    /// The page: a path from `content/`.
    pub page: Spanned<String>,
}

/// A deadline, single or recurring.
#[derive(Clone, Debug)]
pub struct Deadline {
    /// Its stable name, for calendars.
    pub id: String,
    /// What is due.
    pub title: String,
    /// When.
    pub due: Due,
    /// The period that it covers, in words.
    pub period: Option<String>,
    /// Who must do it.
    pub who: Vec<String>,
    /// The page that explains it: a path from `content/`, with an anchor where wanted.
    pub link: Option<Spanned<String>>,
    /// Where it comes from.
    pub source: Option<String>,
    /// Anything else.
    pub note: Option<String>,
    /// The file that says so.
    pub file: SourcePath,
}

/// When something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// On one day.
    On(jiff::civil::Date),
    /// Every month on a day (a shorter month: its last), from and until days included.
    Monthly {
        /// 1 to 31.
        day: i8,
        /// Not before.
        from: Option<jiff::civil::Date>,
        /// Not after.
        until: Option<jiff::civil::Date>,
    },
    /// Every year on a day of a month.
    Yearly {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
        /// Not before.
        from: Option<jiff::civil::Date>,
        /// Not after.
        until: Option<jiff::civil::Date>,
    },
}

/// `content/sites/<id>/site.yaml`: one school's site.
#[derive(Clone, Debug, Default)]
pub struct SiteConfig {
    /// The folder's name.
    pub id: String,
    /// The school's name.
    pub name: String,
    /// One line under it.
    pub tagline: Option<String>,
    /// Where it is published.
    pub base_url: Option<String>,
    /// How to reach the school.
    pub contacts: Vec<Contact>,
    /// The logo, relative to `site.yaml`.
    pub logo: Option<Spanned<String>>,
    /// The school's colour, `#rrggbb`.
    pub colour: Option<Spanned<String>>,
    /// Folders or pages taken over, as paths from `content/`; empty: all.
    pub include: Vec<Spanned<String>>,
    /// Folders or pages left out, as paths from `content/`.
    pub exclude: Vec<Spanned<String>>,
    /// The site's own menu; empty: the portal's.
    pub navigation: Vec<MenuItem>,
    /// Its own deadlines, beside the portal's.
    pub calendar: Vec<Deadline>,
    /// Whether it is only an example and says so on every page.
    pub example: bool,
    /// The day of the last change, where given.
    pub updated: Option<PartialDate>,
}

#[cfg(test)]
mod tests;
