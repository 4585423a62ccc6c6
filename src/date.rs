//! Days as people write them: whole (`2024-02-26`) or, for legal documents, in part (`2024-02`, `2024`).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Message;

/// A day, a month or a year: legal documents are often dated only in part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PartialDate {
    /// The year, 1 to 9999.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: Option<i8>,
    /// The day, 1 to 31, valid in its month.
    pub day: Option<i8>,
}

impl PartialDate {
    /// Reads `2024-02-26`, `2024-02` or `2024`; else the sentence that says how to write it.
    pub fn parse(text: &str) -> Result<Self, Message> {
        let mut parts = text.split('-');
        let year = number(parts.next(), 4).filter(|year| *year > 0);
        let month = parts.next().map(|part| number(Some(part), 2));
        let day = parts.next().map(|part| number(Some(part), 2));
        match (year, month, day, parts.next()) {
            (Some(year), None, None, None) => Ok(Self { year, month: None, day: None }),
            (Some(year), Some(Some(month)), None, None) => checked(year, month, None),
            (Some(year), Some(Some(month)), Some(Some(day)), None) => checked(year, month, Some(day)),
            _ => Err(rewritten(text)),
        }
    }

    /// The day, where it is known to the day.
    pub fn day(self) -> Option<jiff::civil::Date> {
        jiff::civil::Date::new(self.year, self.month?, self.day?).ok()
    }

    /// The first day that it can mean.
    pub fn first_day(self) -> Option<jiff::civil::Date> {
        jiff::civil::Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).ok()
    }
}

/// As in ISO 8601: `2024-02-26`, `2024-02`, `2024`.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso())
    }
}

impl PartialDate {
    /// As in ISO 8601: `2024-02-26`, `2024-02`, `2024`.
    pub fn iso(self) -> String {
        let mut out = String::with_capacity(10);
        self.push_year(&mut out);
        for part in self.month.into_iter().chain(self.day.filter(|_| self.month.is_some())) {
            out.push('-');
            push_two(part, &mut out);
        }
        out
    }

    /// As it is said in Vietnamese: `26/02/2024`, `02/2024`, `2024`.
    pub fn written(self) -> String {
        let mut out = String::with_capacity(10);
        for part in self.day.filter(|_| self.month.is_some()).into_iter().chain(self.month) {
            push_two(part, &mut out);
            out.push('/');
        }
        self.push_year(&mut out);
        out
    }

    /// The year in four digits.
    fn push_year(self, out: &mut String) {
        push_two((self.year / 100) as i8, out);
        push_two((self.year % 100) as i8, out);
    }
}

/// A number below 100 in two digits. Pages hold dates by the dozen, and formatting in general is slow.
fn push_two(number: i8, out: &mut String) {
    let digit = |value: u8| char::from(b'0' + value % 10);
    let number = number.unsigned_abs();
    out.extend([digit(number / 10), digit(number)]);
}

/// A number of exactly `digits` digits.
fn number(part: Option<&str>, digits: usize) -> Option<i16> {
    part.filter(|part| part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()
}

/// The date, if the calendar has it.
fn checked(year: i16, month: i16, day: Option<i16>) -> Result<PartialDate, Message> {
    let small = |n: i16| i8::try_from(n).unwrap_or(0);
    if !(1..=12).contains(&month) {
        return Err(Message::new(
            format!("Một năm chỉ có các tháng từ 01 đến 12, không có tháng {month:02}."),
            format!("There is no month {month:02}."),
        ));
    }
    let Some(day) = day else { return Ok(PartialDate { year, month: Some(small(month)), day: None }) };
    let days = jiff::civil::Date::new(year, small(month), 1).map_or(31, |first| first.days_in_month());
    if !(1..=i16::from(days)).contains(&day) {
        return Err(Message::new(
            format!("Tháng {month} năm {year} chỉ có các ngày từ 01 đến {days}."),
            format!("Month {month} of {year} has the days 01 to {days}."),
        ));
    }
    Ok(PartialDate { year, month: Some(small(month)), day: Some(small(day)) })
}

/// How to write a date that was written another way: `26/01/2024` is `2024-01-26`.
fn rewritten(text: &str) -> Message {
    let numbers: Vec<i16> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().unwrap_or(0))
        .collect();
    let date = match *numbers.as_slice() {
        // The year stands where the number is too large for a day; Vietnamese order otherwise.
        [day, month, year] if year > 31 => checked(year, month, Some(day)).ok(),
        [year, month, day, ..] if year > 31 => checked(year, month, Some(day)).ok(),
        [month, year] if year > 31 => checked(year, month, None).ok(),
        [year, month] if year > 31 => checked(year, month, None).ok(),
        _ => None,
    };
    match date.filter(|date| date.year > 999) {
        Some(date) => Message::new(format!("Hãy viết {date}."), format!("Write {date}.")),
        None => Message::new(
            "Viết năm-tháng-ngày, đủ chữ số, ví dụ 2024-02-26.",
            "Write year-month-day with all digits, such as 2024-02-26.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn whole_and_partial_dates_are_read() {
        for text in ["2024-02-29", "2024-02", "2021"] {
            assert_eq!(PartialDate::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_wrong_date_shows_the_right_spelling() {
        let way_out = |text| PartialDate::parse(text).unwrap_err().vi.to_string();
        assert_eq!(way_out("26/01/2024"), "Hãy viết 2024-01-26.");
        assert_eq!(way_out("ngày 14 tháng 6 năm 2023"), "Hãy viết 2023-06-14.");
        assert_eq!(way_out("2024-2-3"), "Hãy viết 2024-02-03.");
        assert_eq!(way_out("2024-02-28T10:00:00"), "Hãy viết 2024-02-28.");
        assert_eq!(way_out("02/2024"), "Hãy viết 2024-02.");
        assert!(way_out("2023-02-29").contains("28"));
        assert!(way_out("2023-13-01").contains("tháng 13"));
        assert!(way_out("hôm qua").contains("năm-tháng-ngày"));
    }

    proptest! {
        #[test]
        fn any_text_is_a_date_or_an_answer(text in "\\PC{0,12}|[0-9/-]{0,12}") {
            if let Ok(date) = PartialDate::parse(&text) {
                prop_assert_eq!(date.to_string(), text);
            }
        }
    }
}
