//! Views of lists: the home page, folders, taxonomies, glossary, calendar, news.

use serde::Serialize;

use super::{CardView, DateView, LinkView, MentionView};

/// A deadline on one day.
#[derive(Clone, Debug, Serialize)]
pub struct DeadlineView<'a> {
    /// What is due.
    pub title: &'a str,
    /// When.
    pub date: DateView,
    /// Days from the day of the build; negative when past.
    pub days: i64,
    /// Already past on the day of the build.
    pub past: bool,
    /// The period that it covers.
    pub period: Option<&'a str>,
    /// Who must do it.
    pub who: &'a [String],
    /// The page that explains it.
    pub url: Option<String>,
    /// Where it comes from.
    pub source: Option<&'a str>,
    /// Anything else.
    pub note: Option<&'a str>,
    /// How it comes back ("Hằng tháng"), where it does.
    pub recurring: Option<&'a str>,
}

/// A block of the home page.
#[derive(Clone, Debug, Serialize)]
pub struct HomeBlockView<'a> {
    /// Its heading.
    pub title: &'a str,
    /// How it looks: `tasks` (numbered), `cards`, `documents` (with number, date, status), `people`.
    pub style: &'static str,
    /// Its pages.
    pub items: Vec<CardView<'a>>,
    /// The list behind it.
    pub more: Option<LinkView<'a>>,
}

/// `home.html`, beside `page`.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView<'a> {
    /// The next deadlines, soonest first, at most five.
    pub deadlines: Vec<DeadlineView<'a>>,
    /// All past: the newest ones that were due, where nothing is to come.
    pub past_deadlines: Vec<DeadlineView<'a>>,
    /// The calendar page.
    pub calendar: Option<LinkView<'a>>,
    /// The blocks in order.
    pub blocks: Vec<HomeBlockView<'a>>,
}

/// `section.html` (beside `page`) and `term.html`: a list of pages. In `section.html` it is the variable `list`.
#[derive(Clone, Debug, Serialize)]
pub struct ListView<'a> {
    /// What the list is called (`term.html` has no `page`).
    pub title: &'a str,
    /// Folders below.
    pub folders: Vec<CardView<'a>>,
    /// The entries of this page of the list that are legal documents: HTML, made of `listed-entry.html`.
    pub documents: String,
    /// Those of other pages.
    pub others: String,
    /// Legal documents alone, as rows of a table: HTML, made of `listed-row.html`.
    pub rows: String,
    /// How many pages in all.
    pub total: usize,
    /// The way through a long list.
    pub pager: Option<PagerView<'a>>,
    /// Legal documents alone, shown as a table.
    pub table: bool,
    /// The table of all legal documents, where some stand in the list.
    pub register: Option<LinkView<'a>>,
}

/// The way through a long list.
#[derive(Clone, Debug, Serialize)]
pub struct PagerView<'a> {
    /// This page, from 1.
    pub number: usize,
    /// How many there are.
    pub count: usize,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// First, near and last pages: label and address (empty for this one); a gap has the label `…` and no address.
    pub pages: Vec<LinkView<'a>>,
}

/// `taxonomy.html`: all terms of one kind. The variable `taxonomy`.
#[derive(Clone, Debug, Serialize)]
pub struct TaxonomyView<'a> {
    /// "Chủ đề", "Đối tượng" ...
    pub title: &'a str,
    /// The terms in Vietnamese order.
    pub terms: Vec<TermCountView<'a>>,
}

/// A term and how many pages it has.
#[derive(Clone, Debug, Serialize)]
pub struct TermCountView<'a> {
    /// Relative address of its list.
    pub url: String,
    /// The term.
    pub label: &'a str,
    /// How many pages.
    pub count: usize,
}

/// A letter of an alphabetical page with what begins with it. `glossary.html`: the variable `letters` with
/// `terms`; `az.html`: `letters` with `links`.
#[derive(Clone, Debug, Serialize)]
pub struct LetterView<'a> {
    /// The letter, in Vietnamese order.
    pub letter: String,
    /// An address for it in the page.
    pub id: String,
    /// Terms of the glossary.
    pub terms: Vec<TermView<'a>>,
    /// Pages.
    pub links: Vec<MentionView<'a>>,
}

/// A term of the glossary.
#[derive(Clone, Debug, Serialize)]
pub struct TermView<'a> {
    /// Its address in the page.
    pub id: &'a str,
    /// The abbreviation or term.
    pub abbr: &'a str,
    /// Its full form.
    pub full: &'a str,
    /// What it means.
    pub meaning: Option<&'a str>,
    /// Other spellings.
    pub also: &'a [String],
    /// Where it comes from.
    pub source: Option<&'a str>,
}

/// A month of `calendar.html`: the variable `months`, beside `ics` (relative address of the calendar file).
#[derive(Clone, Debug, Serialize)]
pub struct MonthView<'a> {
    /// "Tháng 3 năm 2024".
    pub label: String,
    /// An address for it in the page.
    pub id: String,
    /// What is due in it.
    pub items: Vec<DeadlineView<'a>>,
}

/// A line of `news.html`: the variable `news`.
#[derive(Clone, Debug, Serialize)]
pub struct NewsView<'a> {
    /// The day.
    pub date: DateView,
    /// The page.
    pub page: CardView<'a>,
    /// What changed and why; empty for a page that is simply new.
    pub text: &'a str,
    /// The page was added, not changed.
    pub added: bool,
}
