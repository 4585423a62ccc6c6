//! Whether a document is in force, in words: the badge of lists, the reason, the banner of the page.

use super::views::{LinkView, NoticeView, StatusTagView, StatusView};
use super::words::{lower_initial, upper_initial};
use super::{Renderer, page, words};
use crate::document::RelationKind;
use crate::site::{Act, Page, PageId, Status, StatusKey};

/// So many documents are named in a reason; the others are counted.
const NAMED: usize = 3;

impl Renderer<'_> {
    /// The status of a legal document in a list.
    pub(super) fn status_tag(&self, page: &Page) -> Option<StatusTagView<'_>> {
        let (key, text) = status_key(page.status.as_ref()?.key);
        Some(StatusTagView { key, label: self.theme.text(text) })
    }

    /// The status of a legal document, with its reason.
    pub(super) fn status(&self, page: &Page) -> Option<StatusView<'_>> {
        let status = page.status.as_ref()?;
        let (key, text) = status_key(status.key);
        Some(StatusView {
            key,
            label: self.theme.text(text),
            reason: self.reason(page, status),
            level: level(status.key),
        })
    }

    /// The banner of a document that is not simply in force.
    pub(super) fn status_notice(&self, page: &Page, folder: &str) -> Option<NoticeView<'_>> {
        let status = page.status.as_ref()?;
        let level = level(status.key);
        let reason = self.reason(page, status);
        if level.is_empty() || reason.is_empty() {
            return None;
        }
        let link = |(by, _): &(PageId, Vec<&Act>)| {
            let other = self.site.page(*by)?;
            let url = other.route.relative_from(folder);
            let words =
                self.theme.text("status_read").replace("{name}", &page::document_name(&other.document));
            Some(LinkView { url, label: words.into() })
        };
        let links = by_actor(&status.acts).iter().take(NAMED).filter_map(link).collect();
        Some(NoticeView { level, text: format!("{reason}."), links })
    }

    /// Why a document has its status: "Hết hiệu lực từ 01/07/2025, được thay thế bởi Luật số 30/2023/QH15".
    fn reason(&self, page: &Page, status: &Status) -> String {
        let (_, text) = status_key(status.key);
        let text = self.theme.text(&format!("{text}_reason")).to_owned();
        let since = status.since.map(|date| words::date(date).text);
        let acts = self.acts(page, &status.acts, status.key == StatusKey::Partly);
        match since {
            _ if status.key == StatusKey::Partly => upper_initial(&acts),
            Some(since) if acts.is_empty() => format!("{text} {since}"),
            Some(since) => format!("{text} {since}, {acts}"),
            None => upper_initial(&acts),
        }
    }

    /// What others did: "Điều 5 bị bãi bỏ bởi Luật số 1/2024/QH15 từ 01/07/2024; …".
    fn acts(&self, page: &Page, acts: &[Act], dated: bool) -> String {
        let actors = by_actor(acts);
        let mut said: Vec<String> = Vec::new();
        for (by, acts) in actors.iter().take(NAMED) {
            let Some((other, first)) = self.site.page(*by).zip(acts.first()) else { continue };
            let verb = self.theme.text(page::relation_key(first.kind, true));
            let places: Vec<&str> = acts
                .iter()
                .filter_map(|act| act.anchor.as_deref())
                .filter_map(|anchor| page.document.provisions.iter().find(|p| p.anchor == anchor))
                .map(|provision| provision.label.as_str())
                .collect();
            let name = page::document_name(&other.document);
            let verb = lower_initial(verb);
            let place = if places.is_empty() { verb } else { format!("{} {verb}", places.join(", ")) };
            let since = first
                .since
                .filter(|_| dated)
                .map(|date| format!(" {} {}", self.theme.text("status_since"), words::date(date).text));
            said.push(format!("{place} {name}{}", since.unwrap_or_default()));
        }
        let mut text = said.join("; ");
        if actors.len() > NAMED {
            let more = (actors.len() - NAMED).to_string();
            text.push_str("; ");
            text.push_str(&self.theme.text("status_more").replace("{n}", &more));
        }
        text
    }
}

/// The acts by document and kind, in their order.
fn by_actor(acts: &[Act]) -> Vec<(PageId, Vec<&Act>)> {
    let mut actors: Vec<((PageId, RelationKind), Vec<&Act>)> = Vec::new();
    for act in acts {
        match actors.iter_mut().find(|(key, _)| *key == (act.by, act.kind)) {
            Some((_, acts)) => acts.push(act),
            None => actors.push(((act.by, act.kind), vec![act])),
        }
    }
    actors.into_iter().map(|((by, _), acts)| (by, acts)).collect()
}

/// How loudly a page tells its status: `warning`, `danger`, or nothing.
fn level(key: StatusKey) -> &'static str {
    match key {
        StatusKey::InForce | StatusKey::Unknown => "",
        StatusKey::NotYet | StatusKey::Partly => "warning",
        StatusKey::Expired | StatusKey::Suspended | StatusKey::Unsuitable => "danger",
    }
}

/// A status's name in pages and in the register, and the text that says it.
pub(super) fn status_key(key: StatusKey) -> (&'static str, &'static str) {
    match key {
        StatusKey::InForce => ("in-force", "status_in_force"),
        StatusKey::NotYet => ("not-yet", "status_not_yet"),
        StatusKey::Partly => ("partly", "status_partly"),
        StatusKey::Expired => ("expired", "status_expired"),
        StatusKey::Suspended => ("suspended", "status_suspended"),
        StatusKey::Unsuitable => ("unsuitable", "status_unsuitable"),
        StatusKey::Unknown => ("unknown", "status_unknown"),
    }
}
