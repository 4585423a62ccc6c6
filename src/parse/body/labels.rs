//! The few fixed words that stand inside a text.

use pulldown_cmark::BlockQuoteKind;

use crate::config::SiteLanguage;

/// Fixed words in one language.
#[derive(Debug)]
pub struct Labels {
    /// The titles of alerts: note, tip, important, warning, caution.
    pub alerts: [&'static str; 5],
    /// What a screen reader says of the link at a heading.
    pub anchor: &'static str,
    /// What a screen reader says of a table's frame.
    pub table: &'static str,
    /// The heading of the footnotes.
    pub footnotes: &'static str,
    /// What a screen reader says of the way back from a footnote.
    pub back: &'static str,
}

static VI: Labels = Labels {
    alerts: ["Ghi chú", "Gợi ý", "Quan trọng", "Lưu ý", "Cẩn thận"],
    anchor: "Liên kết tới mục này",
    table: "Bảng, cuộn ngang để xem hết",
    footnotes: "Chú thích",
    back: "Trở lại chỗ đang đọc",
};

static EN: Labels = Labels {
    alerts: ["Note", "Tip", "Important", "Warning", "Caution"],
    anchor: "Link to this section",
    table: "Table, scroll sideways to see all",
    footnotes: "Footnotes",
    back: "Back to the text",
};

impl Labels {
    /// The words in `language`.
    pub fn of(language: SiteLanguage) -> &'static Self {
        match language {
            SiteLanguage::Vi => &VI,
            SiteLanguage::En => &EN,
        }
    }

    /// The class and title of an alert.
    pub fn alert(&self, kind: BlockQuoteKind) -> (&'static str, &'static str) {
        let [note, tip, important, warning, caution] = self.alerts;
        match kind {
            BlockQuoteKind::Note => ("note", note),
            BlockQuoteKind::Tip => ("tip", tip),
            BlockQuoteKind::Important => ("important", important),
            BlockQuoteKind::Warning => ("warning", warning),
            BlockQuoteKind::Caution => ("caution", caution),
        }
    }
}
