//! Deadlines: as views, and as a calendar file (RFC 5545).

use icalendar::{Calendar, Component, Event};
use jiff::civil::{Date, date};

use super::views::{DeadlineView, MonthView};
use super::{Renderer, words};
use crate::config::{Deadline, Due};
use crate::link::data_path;

/// The days from `from` to `until` on which something is due; without a start of its own, a recurring deadline is
/// not shown before `from`'s year.
pub(super) fn days(due: &Due, from: Date, until: Date) -> Vec<Date> {
    let (months, day, start, end) = match *due {
        Due::On(day) => return (from..=until).contains(&day).then_some(day).into_iter().collect(),
        Due::Monthly { day, from: start, until: end } => ((1..=12).collect::<Vec<i8>>(), day, start, end),
        Due::Yearly { month, day, from: start, until: end } => (vec![month], day, start, end),
    };
    let first = start.unwrap_or(from).max(from);
    let last = end.unwrap_or(until).min(until);
    let years = first.year()..=last.year();
    let all = years.flat_map(|year| months.iter().filter_map(move |month| day_in(year, *month, day)));
    all.filter(|day| (first..=last).contains(day)).take(1200).collect()
}

/// The day of a month, or its last where it has fewer.
fn day_in(year: i16, month: i8, day: i8) -> Option<Date> {
    let last = Date::new(year, month, 1).ok()?.days_in_month();
    Date::new(year, month, day.clamp(1, last)).ok()
}

/// A deadline on one of its days, for a file of `folder`.
pub(super) fn deadline_view<'a>(
    renderer: &'a Renderer<'_>,
    deadline: &'a Deadline,
    day: Date,
    folder: &str,
) -> DeadlineView<'a> {
    let today = renderer.site.today;
    let until = today.until(day).map_or(0, |span| i64::from(span.get_days()));
    DeadlineView {
        title: &deadline.title,
        date: words::day(day),
        days: until,
        past: day < today,
        period: deadline.period.as_deref(),
        who: &deadline.who,
        url: page_of(renderer, deadline).and_then(|(id, anchor)| renderer.page_address(id, anchor, folder)),
        source: deadline.source.as_deref(),
        note: deadline.note.as_deref(),
        recurring: match deadline.due {
            Due::On(_) => None,
            Due::Monthly { .. } => Some(renderer.theme.text("monthly")),
            Due::Yearly { .. } => Some(renderer.theme.text("yearly")),
        },
    }
}

/// The page that explains a deadline, where the site has it.
fn page_of<'a>(
    renderer: &Renderer<'_>,
    deadline: &'a Deadline,
) -> Option<(crate::site::PageId, Option<&'a str>)> {
    let link = deadline.link.as_ref()?;
    let (_, anchor) = data_path(link)?;
    let path = link.value.split('#').next().unwrap_or("");
    renderer.page_at(path).map(|id| (id, anchor))
}

/// The months that have a deadline: of the year shown, or of the years that single deadlines are in.
pub(super) fn months<'a>(renderer: &'a Renderer<'_>) -> Vec<MonthView<'a>> {
    let (from, until) = range(renderer);
    let mut all: Vec<(Date, &Deadline)> = Vec::new();
    for deadline in &renderer.site.deadlines {
        all.extend(days(&deadline.due, from, until).into_iter().map(|day| (day, deadline)));
    }
    all.sort_by_key(|(day, _)| *day);
    let mut months: Vec<MonthView<'_>> = Vec::new();
    for (day, deadline) in all {
        let id = format!("thang-{:04}-{:02}", day.year(), day.month());
        if months.last().is_none_or(|month| month.id != id) {
            let label = renderer.theme.text("month").replace("{month}", &day.month().to_string());
            let label = label.replace("{year}", &day.year().to_string());
            months.push(MonthView { label, id, items: Vec::new() });
        }
        if let Some(month) = months.last_mut() {
            month.items.push(deadline_view(renderer, deadline, day, ""));
        }
    }
    months
}

/// The time that the calendar shows: from the first bounded deadline's year to the end of this year, or of the last
/// single deadline's.
fn range(renderer: &Renderer<'_>) -> (Date, Date) {
    let this_year = renderer.site.today.year();
    let mut years = vec![this_year];
    for deadline in &renderer.site.deadlines {
        match deadline.due {
            Due::On(day) => years.push(day.year()),
            Due::Monthly { from, until, .. } | Due::Yearly { from, until, .. } => {
                years.extend(
                    from.iter()
                        .chain(&until)
                        .map(|day| day.year())
                        .filter(|year| year.abs_diff(this_year) <= 10),
                );
            }
        }
    }
    let first = years.iter().min().copied().unwrap_or(this_year);
    let last = years.iter().max().copied().unwrap_or(this_year);
    (Date::new(first, 1, 1).unwrap_or(date(1, 1, 1)), Date::new(last, 12, 31).unwrap_or(date(9999, 12, 31)))
}

/// `calendar.ics`: every deadline of the calendar page as a day-long event.
pub(super) fn ics(renderer: &Renderer<'_>) -> String {
    let mut calendar = Calendar::new();
    calendar.name(&renderer.site.title);
    let (from, until) = range(renderer);
    for deadline in &renderer.site.deadlines {
        for day in days(&deadline.due, from, until) {
            let text = [deadline.period.clone(), Some(deadline.who.join(", ")), deadline.note.clone()];
            let text: Vec<String> = text.into_iter().flatten().filter(|part| !part.is_empty()).collect();
            let mut event = Event::new();
            event.uid(&format!("{}-{day}@antt", deadline.id));
            event.summary(&deadline.title).description(&text.join("\n"));
            // The stamp is the event's own day: the same input gives the same bytes.
            event.add_property("DTSTAMP", format!("{}T000000Z", compact(day)));
            event.append_property(
                icalendar::Property::new("DTSTART", compact(day)).add_parameter("VALUE", "DATE").done(),
            );
            if let Some((id, anchor)) = page_of(renderer, deadline)
                && let Some(page) = renderer.site.page(id)
                && let Some(url) = renderer.full_address(&page.route)
            {
                event.url(&anchor.map_or(url.clone(), |anchor| format!("{url}#{anchor}")));
            }
            calendar.push(event.done());
        }
    }
    calendar.to_string()
}

fn compact(day: Date) -> String {
    day.to_string().replace('-', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recurring_deadlines_keep_within_their_bounds() {
        let due = Due::Monthly { day: 31, from: Some(date(2024, 2, 1)), until: Some(date(2024, 4, 30)) };
        let found = days(&due, date(2024, 1, 1), date(2024, 12, 31));
        assert_eq!(found, [date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30)]);
        assert_eq!(days(&due, date(2025, 1, 1), date(2025, 12, 31)), []);
    }
}
