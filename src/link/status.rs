//! Whether legal documents are in force on the site's day, after their dates and what others did to them.

use jiff::civil::Date;

use super::Choice;
use super::citations::reports;
use crate::diagnostic::{Diagnostic, Message, codes};
use crate::document::{Kind, PartialDate, RelationKind};
use crate::site::{Page, PageId, Related, Site, Status, StatusKey};
use crate::text::Span;

/// Tells every legal document its status; warns of what rests on a document no longer in force.
pub fn statuses(site: &mut Site, choice: Choice<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let found: Vec<Option<Status>> =
        site.page_ids().map(|(id, page)| status(site, id, page, choice.today)).collect();
    for (page, status) in site.pages.iter_mut().zip(found) {
        page.status = status;
    }
    for page in &site.pages {
        if reports(choice, &page.document.path) {
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
    page.document.front.effective.or(page.document.front.date)
}

fn status(site: &Site, id: PageId, page: &Page, today: Date) -> Option<Status> {
    let front = &page.document.front;
    if page.document.kind != Kind::Legal {
        return None;
    }
    let by = |kinds: &[RelationKind], whole: bool| acted_on(site, (id, page), kinds, whole, today);
    let ended = by(&[RelationKind::Replaces, RelationKind::Repeals], true);
    let expired = front.expires.filter(|date| has_come(*date, today));
    let whole = match (ended, expired) {
        (Some((_, since)), Some(expired)) if since.is_none_or(|since| expired < since) => {
            Some((None, Some(expired)))
        }
        (Some((actor, since)), _) => Some((Some(actor), since)),
        (None, Some(expired)) => Some((None, Some(expired))),
        (None, None) => None,
    };
    if let Some((by, since)) = whole {
        return Some(Status { key: StatusKey::Expired, since, by });
    }
    if let Some(effective) = front.effective.filter(|date| !has_come(*date, today)) {
        return Some(Status { key: StatusKey::NotYet, since: Some(effective), by: None });
    }
    if let Some((actor, since)) = by(&[RelationKind::Suspends], true) {
        return Some(Status { key: StatusKey::Suspended, since, by: Some(actor) });
    }
    if let Some((actor, since)) =
        by(&[RelationKind::Replaces, RelationKind::Repeals, RelationKind::Suspends], false)
    {
        return Some(Status { key: StatusKey::Partly, since, by: Some(actor) });
    }
    let key = match begins(page) {
        Some(date) if has_come(date, today) => StatusKey::InForce,
        Some(_) => StatusKey::NotYet,
        None => StatusKey::Unknown,
    };
    Some(Status { key, since: begins(page), by: None })
}

/// The first document in force that did one of `kinds` to this page: to the whole of it, or to a part.
fn acted_on(
    site: &Site,
    (id, page): (PageId, &Page),
    kinds: &[RelationKind],
    whole: bool,
    today: Date,
) -> Option<(PageId, Option<PartialDate>)> {
    let acts = page.relations.iter().filter(|related| related.inverse && kinds.contains(&related.kind));
    let actors = acts.filter_map(|related| {
        let (actor, _) = related.other.as_ref().ok()?;
        let acting = site.pages.get(actor.0 as usize)?;
        let since = begins(acting);
        let come = since.is_some_and(|date| has_come(date, today));
        let here = |act: &&Related| !act.inverse && act.kind == related.kind;
        let mut acts = acting.relations.iter().filter(here).filter_map(|act| act.other.as_ref().ok());
        let fits = acts.any(|(to, anchor)| *to == id && anchor.is_none() == whole);
        (come && fits).then_some((*actor, since))
    });
    actors.min_by_key(|(_, since)| *since)
}

/// Warns where a document in force rests on one that is not.
fn bases(site: &Site, page: &Page, diagnostics: &mut Vec<Diagnostic>) {
    let live = page.status.as_ref().is_none_or(|status| {
        matches!(status.key, StatusKey::InForce | StatusKey::Partly | StatusKey::NotYet | StatusKey::Unknown)
    });
    let rests = |kind: RelationKind| matches!(kind, RelationKind::BasedOn | RelationKind::Details);
    for related in page.relations.iter().filter(|related| !related.inverse && rests(related.kind)) {
        let Ok((other, _)) = &related.other else { continue };
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
