//! Whether legal documents are in force on the site's day, after their dates and what others did to them.

use jiff::civil::Date;
use rayon::prelude::*;

use super::Choice;
use super::citations::reports;
use crate::diagnostic::{Diagnostic, Message, codes};
use crate::document::{Kind, PartialDate, RelationKind};
use crate::site::{Act, Page, Site, Status, StatusKey};
use crate::text::Span;

/// Tells every legal document its status; warns of what rests on a document no longer in force.
pub fn statuses(site: &mut Site, choice: Choice<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let found: Vec<Option<Status>> =
        site.pages.par_iter().map(|page| status(site, page, choice.today)).collect();
    for (page, status) in site.pages.iter_mut().zip(found) {
        page.status = status;
    }
    for page in &site.pages {
        if !page.relations.is_empty() && reports(choice, &page.document.path) {
            bases(site, page, diagnostics);
        }
    }
}

/// The first day that a date can mean has come.
fn has_come(date: PartialDate, today: Date) -> bool {
    date.first_day().is_some_and(|day| day <= today)
}

/// From when a document is in force.
fn begins(page: &Page) -> Option<PartialDate> {
    let first = page.versions.first().map(|version| version.effective);
    page.document.front.effective.or(first).or(page.document.front.date)
}

fn status(site: &Site, page: &Page, today: Date) -> Option<Status> {
    if page.document.kind != Kind::Legal {
        return None;
    }
    let front = &page.document.front;
    let acts = acts(site, page, today);
    let whole = |kinds: &[RelationKind]| {
        acts.iter().find(|act| act.anchor.is_none() && kinds.contains(&act.kind)).cloned()
    };
    let come = |date: Option<PartialDate>| date.filter(|date| has_come(*date, today));
    let is = |key, since, act: Option<Act>| Some(Status { key, since, acts: act.into_iter().collect() });

    let ended = whole(&[RelationKind::Replaces, RelationKind::Repeals]);
    let ends_first = |date: PartialDate, act: &Act| act.since.is_none_or(|since| date < since);
    match (ended, come(front.expires)) {
        (Some(act), Some(date)) if ends_first(date, &act) => {
            return is(StatusKey::Expired, Some(date), None);
        }
        (Some(act), _) => return is(StatusKey::Expired, act.since, Some(act)),
        (None, Some(date)) => return is(StatusKey::Expired, Some(date), None),
        (None, None) => {}
    }
    if let Some(date) = come(front.unsuitable) {
        return is(StatusKey::Unsuitable, Some(date), None);
    }
    if let Some(effective) = front.effective.filter(|date| !has_come(*date, today)) {
        return is(StatusKey::NotYet, Some(effective), None);
    }
    if let Some(act) = whole(&[RelationKind::Suspends]) {
        return is(StatusKey::Suspended, act.since, Some(act));
    }
    if let Some(date) = come(front.suspended) {
        return is(StatusKey::Suspended, Some(date), None);
    }
    // What a document in force changed or took away is no longer in force as it was (Luật Ban hành văn bản quy phạm
    // pháp luật: a text expires wholly or in part where it is amended, replaced or repealed).
    if let Some(since) = acts.first().map(|act| act.since) {
        return Some(Status { key: StatusKey::Partly, since, acts });
    }
    let key = match begins(page) {
        Some(date) if has_come(date, today) => StatusKey::InForce,
        Some(_) => StatusKey::NotYet,
        None => StatusKey::Unknown,
    };
    is(key, begins(page), None)
}

/// What documents in force did to this one, the earliest first.
fn acts(site: &Site, page: &Page, today: Date) -> Vec<Act> {
    let bears = |kind: RelationKind| {
        use RelationKind::{Amends, Repeals, Replaces, Suspends};
        matches!(kind, Amends | Repeals | Replaces | Suspends)
    };
    let inverse = page.relations.iter().filter(|related| related.inverse && bears(related.kind));
    let mut acts: Vec<Act> = inverse
        .filter_map(|related| {
            let by = *related.other.as_ref().ok()?;
            let acting = site.page(by)?;
            let since = begins(acting)?;
            // What a document suspends is in force again when it expires; what it ended is not.
            let over = acting.document.front.expires.is_some_and(|date| has_come(date, today));
            let lasts = related.kind != RelationKind::Suspends || !over;
            let anchor = related.anchor.clone();
            let act = Act { kind: related.kind, by, since: Some(since), anchor };
            (has_come(since, today) && lasts).then_some(act)
        })
        .collect();
    acts.sort_by_key(|act| (act.since, act.by));
    acts
}

/// Warns where a document in force rests on one that is not.
fn bases(site: &Site, page: &Page, diagnostics: &mut Vec<Diagnostic>) {
    let live = page.status.as_ref().is_none_or(|status| {
        matches!(status.key, StatusKey::InForce | StatusKey::Partly | StatusKey::NotYet | StatusKey::Unknown)
    });
    let rests = |kind: RelationKind| matches!(kind, RelationKind::BasedOn | RelationKind::Details);
    for related in page.relations.iter().filter(|related| !related.inverse && rests(related.kind)) {
        let Ok(other) = &related.other else { continue };
        let Some(basis) = site.pages.get(other.0 as usize).filter(|_| live) else { continue };
        let Some(status) = basis.status.as_ref().filter(|status| status.key == StatusKey::Expired) else {
            continue;
        };
        let since = status.since.map(|date| format!(" ({date})")).unwrap_or_default();
        let (own, title) = (&page.document.title, &basis.document.title);
        let message = Message::new(
            format!("“{own}” dựa trên “{title}” đã hết hiệu lực{since}"),
            format!("“{own}” rests on “{title}”, which is no longer in force{since}"),
        );
        let span = stated_at(page, basis).unwrap_or(page.document.front.span);
        diagnostics.push(Diagnostic::at(&codes::BASIS_EXPIRED, &page.document.path, span, message));
    }
}

/// Where the front matter of `page` names `basis`.
fn stated_at(page: &Page, basis: &Page) -> Option<Span> {
    let number = basis.document.front.number.as_ref().map(|number| number.value.as_str());
    let names = |written: &str| {
        let target = written.split('#').next().unwrap_or(written).trim();
        target.rsplit('/').next() == Some(basis.document.path.name()) || Some(target) == number
    };
    let mut relations = page.document.front.relations.iter();
    relations.find(|relation| names(&relation.target.value)).map(|relation| relation.target.span)
}
