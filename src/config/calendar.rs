//! `lich.yaml`: deadlines, single and recurring.

use jiff::civil::Date;
use schemars::Schema;

use crate::date::PartialDate;
use crate::diagnostic::{Checked, Diagnostic, Message, codes};
use crate::path::SourcePath;
use crate::text::Spanned;
use crate::yaml::fields::{list_schema, map_schema};
use crate::yaml::{self, Item, Key, Reader, Shape, keys, values};

use super::values::{Leads, page_schema, path};
use super::{Deadline, Due};

#[derive(Default)]
struct Draft {
    id: Option<String>,
    title: Option<String>,
    due: Option<Spanned<PartialDate>>,
    every: Option<&'static str>,
    month: Option<i64>,
    day: Option<i64>,
    from: Option<Spanned<PartialDate>>,
    until: Option<Spanned<PartialDate>>,
    period: Option<String>,
    who: Vec<String>,
    link: Option<Spanned<String>>,
    source: Option<String>,
    note: Option<String>,
}

#[rustfmt::skip]
static KEYS: &[Key<Draft>] = keys! {
    required "id" "ma" Shape::Text(|d, v| d.id = Some(v.value)), "Tên cố định, dùng cho lịch tải về", "Its stable name, for calendars";
    required "title" "tieu_de" Shape::Text(|d, v| d.title = Some(v.value)), "Việc phải làm", "What is due";
    "due" "han" Shape::Day(|d, v| d.due = Some(v)), "Hạn vào một ngày", "The day, where there is one";
    "every" "lap" Shape::Choice(&["month", "year"], |d, v| d.every = Some(v)), "Lặp lại mỗi tháng (month) hoặc mỗi năm (year)", "How often it comes back";
    "month" "thang" Shape::Whole(1..=12, |d, v| d.month = Some(v)), "Tháng, khi lặp mỗi năm", "The month, where it is yearly";
    "day" "ngay_trong_thang" Shape::Whole(1..=31, |d, v| d.day = Some(v)), "Ngày trong tháng, khi lặp lại", "The day of the month";
    "from" "tu" Shape::Day(|d, v| d.from = Some(v)), "Lặp lại từ ngày", "Not before this day";
    "until" "den" Shape::Day(|d, v| d.until = Some(v)), "Lặp lại đến hết ngày", "Not after this day";
    "period" "ky" Shape::Text(|d, v| d.period = Some(v.value)), "Kỳ báo cáo, bằng lời", "The period that it covers, in words";
    "who" "ai" Shape::Texts(|d, v| d.who = values(v)), "Ai phải làm", "Who must do it";
    "link" "lien_ket" Shape::Own {
        read: |r, d, name, node| d.link = r.text(name, node).and_then(|text| path(r, text, Leads::Page)),
        schema: page_schema,
    }, "Trang giải thích, tính từ content/", "The page that explains it: a path from content/";
    "source" "nguon" Shape::Text(|d, v| d.source = Some(v.value)), "Lấy từ đâu", "Where it comes from";
    "note" "ghi_chu" Shape::Text(|d, v| d.note = Some(v.value)), "Ghi chú", "Anything else";
};

/// Reads a file of deadlines.
pub fn read(file: &SourcePath, text: &str) -> Checked<Vec<Spanned<Deadline>>> {
    let tree = yaml::parse(file, text, 0..text.len());
    let mut reader = Reader::new(file, tree.diagnostics);
    let mut deadlines: Vec<Spanned<Deadline>> = Vec::new();
    for item in reader.maps(&tree.value, KEYS) {
        let span = item.span;
        let Some(value) = deadline(&mut reader, item) else { continue };
        if deadlines.iter().any(|other| other.value.id == value.id) {
            reader.report(&codes::DUPLICATE_ENTRY, span, same_id(&value.id), other_id);
            continue;
        }
        deadlines.push(Spanned { value, span });
    }
    reader.finish(deadlines)
}

/// Says which deadlines of a site have the name of one of the portal's, which the site shows too.
pub fn shared_ids<'a>(
    portal: &'a [Spanned<Deadline>],
    site: &'a [Spanned<Deadline>],
) -> impl Iterator<Item = Diagnostic> + 'a {
    let shared = |own: &&Spanned<Deadline>| portal.iter().any(|other| other.value.id == own.value.id);
    site.iter().filter(shared).map(|Spanned { value, span }| {
        other_id(Diagnostic::at(&codes::DUPLICATE_ENTRY, &value.file, *span, same_id(&value.id)))
    })
}

fn same_id(id: &str) -> Message {
    Message::new(format!("Có hai thời hạn cùng tên “{id}”"), format!("Two deadlines are called “{id}”"))
}

fn other_id(diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.help("Đổi `ma` của một trong hai.", "Give one of them another `id`.")
}

/// The deadline, if all that it needs is there.
fn deadline(reader: &mut Reader<'_>, item: Item<Draft>) -> Option<Deadline> {
    let due = due(reader, &item);
    let draft = item.value;
    Some(Deadline {
        id: draft.id?,
        title: draft.title?,
        due: due?,
        period: draft.period,
        who: draft.who,
        link: draft.link,
        source: draft.source,
        note: draft.note,
        file: reader.file().clone(),
    })
}

/// When it is due: on one day, or every month or year.
fn due(reader: &mut Reader<'_>, item: &Item<Draft>) -> Option<Due> {
    let draft = &item.value;
    let (from, until) = (day(draft.from.as_ref()), day(draft.until.as_ref()));
    if let (Some(first), Some(last), Some(written)) = (from, until, &draft.until)
        && last < first
    {
        let message = Message::new(
            format!("“den” ({last}) đứng trước “tu” ({first})"),
            format!("“until” ({last}) stands before “from” ({first})"),
        );
        reader.report(&codes::DATES_REVERSED, written.span, message, |d| d);
    }
    let small = |n: i64| i8::try_from(n).ok();
    let found = match (&draft.due, draft.every, draft.month.and_then(small), draft.day.and_then(small)) {
        (Some(due), None, ..) => day(Some(due)).map(Due::On),
        (None, Some("month"), _, Some(day)) => Some(Due::Monthly { day, from, until }),
        (None, Some(_), Some(month), Some(day)) if Date::new(2024, month, day).is_ok() => {
            Some(Due::Yearly { month, day, from, until })
        }
        _ => None,
    };
    // Where a date was there and wrong, that has been said.
    if found.is_none() && item.sound {
        let message = Message::new("Không rõ hạn vào ngày nào", "It is not clear when this is due");
        reader.report(&codes::MISSING_KEY, item.span, message, |d| {
            d.help(
                "Ghi `han: 2024-02-23`; hoặc `lap: month` với `ngay_trong_thang: 11`; hoặc `lap: year` với `thang` và `ngay_trong_thang`. Không ghi cả `han` lẫn `lap`.",
                "Write `due: 2024-02-23`, or `every: month` with `day: 11`, or `every: year` with `month` and `day`; not both `due` and `every`.",
            )
        });
    }
    found
}

fn day(date: Option<&Spanned<PartialDate>>) -> Option<Date> {
    date.and_then(|date| date.value.day())
}

/// The schema of a file of deadlines.
pub fn schema() -> Schema {
    list_schema(&map_schema(KEYS))
}
