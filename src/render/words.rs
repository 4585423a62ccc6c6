//! Days, sizes and addresses as people read them.

use super::views::DateView;
use crate::document::PartialDate;

/// A day as shown: `23/02/2024`, `tháng 02/2024`, `2024` (days under 10 and months 1 and 2 get a zero, after Nghị
/// định 30/2020/NĐ-CP, annex I; here every month has two digits, so that columns of days line up).
pub fn date(date: PartialDate) -> DateView {
    let text = match (date.month, date.day) {
        (Some(_), None) => format!("tháng {}", date.written()),
        _ => date.written(),
    };
    DateView { iso: date.iso(), text }
}

/// A whole day.
pub fn day(day: jiff::civil::Date) -> DateView {
    date(PartialDate { year: day.year(), month: Some(day.month()), day: Some(day.day()) })
}

/// A size: `870 B`, `120 KB`, `1,4 MB`.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1000 => format!("{bytes} B"),
        1000..1_000_000 => format!("{} KB", bytes.div_ceil(1000)),
        _ => {
            let tenths = bytes.div_ceil(100_000);
            format!("{},{} MB", tenths / 10, tenths % 10)
        }
    }
}

/// The address behind a mailbox or a telephone number.
pub fn contact_url(value: &str) -> Option<String> {
    let value = value.trim();
    let is_mailbox = value.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    if is_mailbox && !value.contains(|c: char| c.is_whitespace() || "<>\"&?".contains(c)) {
        return Some(format!("mailto:{value}"));
    }
    let digits: String = value.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let is_number = digits.len() >= 8 && value.chars().all(|c| c.is_ascii_digit() || " +().-".contains(c));
    is_number.then(|| format!("tel:{digits}"))
}

/// With a capital first letter.
pub fn upper_initial(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// With a small first letter.
pub fn lower_initial(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_as_people_read_them() {
        assert_eq!(date(PartialDate { year: 2024, month: Some(2), day: Some(3) }).text, "03/02/2024");
        assert_eq!(date(PartialDate { year: 2024, month: Some(2), day: None }).text, "tháng 02/2024");
        assert_eq!([size(870), size(119_001), size(1_400_000)], ["870 B", "120 KB", "1,4 MB"]);
        assert_eq!(contact_url("a@b.vn").as_deref(), Some("mailto:a@b.vn"));
        assert_eq!(contact_url("0204 385 4309").as_deref(), Some("tel:02043854309"));
        assert_eq!(contact_url("Phòng 5"), None);
    }
}
