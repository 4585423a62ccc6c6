//! What linking found, written down: a later build that differs in words only need not link again.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Choice, Portal, by_source, moved, skeleton};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, place_of};
use crate::path::{Route, SourcePath};
use crate::site::{Folder, Page, PageId, Site, Taxonomy};

/// A page without its document, and where that is among the portal's.
pub type Tied<'a> = (u32, Cow<'a, Page>);

/// How a site hangs together, its pages aside.
#[derive(Serialize, Deserialize)]
pub struct Ties<'a> {
    folders: Cow<'a, [Folder]>,
    taxonomies: Cow<'a, [Taxonomy]>,
    register: Cow<'a, [PageId]>,
    menu: Cow<'a, [(String, PageId)]>,
    files: Cow<'a, BTreeMap<SourcePath, Route>>,
    aliases: Cow<'a, [(Route, PageId)]>,
}

impl<'a> Ties<'a> {
    /// The site's pages and the rest of it; nothing where a document has several texts: linking makes new ones of these.
    pub fn of(site: &'a Site, documents: &[Arc<Document>]) -> Option<(Vec<Tied<'a>>, Self)> {
        let tied = |page: &'a Page| {
            let at = place_of(documents, &page.document.path).ok()?;
            Some((u32::try_from(at).ok()?, Cow::Borrowed(page))).filter(|_| page.versions.is_empty())
        };
        let pages = site.pages.iter().map(tied).collect::<Option<_>>()?;
        let ties = Self {
            folders: Cow::Borrowed(&site.folders),
            taxonomies: Cow::Borrowed(&site.taxonomies),
            register: Cow::Borrowed(&site.register),
            menu: Cow::Borrowed(&site.menu),
            files: Cow::Borrowed(&site.files),
            aliases: Cow::Borrowed(&site.aliases),
        };
        site.texts.is_empty().then_some((pages, ties))
    }

    /// The site again, of these documents: they may differ in words from those that were linked.
    pub fn site(self, pages: Vec<Tied<'a>>, portal: Portal<'_>, choice: Choice<'_>) -> Option<Site> {
        let page = |(at, page): Tied<'a>| {
            let document = Arc::clone(portal.documents.get(at as usize)?);
            Some(Page { document, ..page.into_owned() })
        };
        let pages = pages.into_iter().map(page).collect::<Option<Vec<_>>>()?;
        let by_source = Arc::new(by_source(&pages, choice));
        Some(Site {
            folders: self.folders.into_owned(),
            taxonomies: self.taxonomies.into_owned(),
            register: self.register.into_owned(),
            menu: self.menu.into_owned(),
            files: self.files.into_owned(),
            aliases: self.aliases.into_owned(),
            ..skeleton(portal, choice, pages, by_source)
        })
    }
}

/// Moves what was told of files with their words, from the documents before to those after. Whether any was; nothing where
/// a place is gone.
pub fn move_told<'a>(
    told: &mut [Diagnostic],
    changed: impl Iterator<Item = (&'a Arc<Document>, &'a Arc<Document>)>,
) -> Option<bool> {
    let changed: BTreeMap<&SourcePath, _> = changed.map(|(old, new)| (&new.path, (old, new))).collect();
    let mut moves = false;
    for place in told.iter_mut().filter_map(|diagnostic| diagnostic.place.as_mut()) {
        if let Some((old, new)) = changed.get(&place.file) {
            let span = moved(old, new, place.span)?;
            moves |= span != std::mem::replace(&mut place.span, span);
        }
    }
    Some(moves)
}
