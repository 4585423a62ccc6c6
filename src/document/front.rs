//! What the front matter of a page can say.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::text::{Span, Spanned};

pub use crate::date::PartialDate;

/// What a page is.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A plain page.
    #[default]
    Page,
    /// The first page of a folder.
    Section,
    /// A plan, or a part of one.
    Plan,
    /// A legal document.
    Legal,
    /// A model ("Trường học an toàn về ANTT").
    Model,
    /// A good practice.
    Practice,
    /// Guidance for staff.
    Guide,
    /// A fill-in template.
    Form,
}

impl Kind {
    /// Every kind with its name in front matter.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Page, "page"),
        (Self::Section, "section"),
        (Self::Plan, "plan"),
        (Self::Legal, "legal"),
        (Self::Model, "model"),
        (Self::Practice, "practice"),
        (Self::Guide, "guide"),
        (Self::Form, "form"),
    ];

    /// The name in front matter.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("page", |(_, name)| name)
    }
}

/// A change that readers are told of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The day of the change.
    pub date: PartialDate,
    /// What changed and why.
    pub text: String,
}

/// How one document bears on another (Luật Ban hành văn bản quy phạm pháp luật); each has an inverse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RelationKind {
    /// Căn cứ.
    BasedOn,
    /// Dẫn chiếu.
    RefersTo,
    /// Hướng dẫn, quy định chi tiết.
    Details,
    /// Sửa đổi, bổ sung.
    Amends,
    /// Thay thế.
    Replaces,
    /// Bãi bỏ.
    Repeals,
    /// Đình chỉ.
    Suspends,
    /// Đính chính.
    Corrects,
    /// Hợp nhất.
    Consolidates,
    /// Giải thích.
    Interprets,
}

/// A relation as written: a path to a page or a document's number, either with an `#anchor`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// How this document bears on the other.
    pub kind: RelationKind,
    /// The other as written.
    pub target: Spanned<String>,
}

/// A text of a legal document in force from a day on, in a file of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionRef {
    /// From when it is in force.
    pub effective: Spanned<PartialDate>,
    /// The file, relative to the page.
    pub file: Spanned<String>,
}

/// The front matter of one page, read and checked. What was wrong in it is left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FrontMatter {
    /// Where the whole front matter stands, its `---` lines included; empty where there is none.
    pub span: Span,
    /// The title.
    pub title: Option<String>,
    /// One or two sentences.
    pub summary: Option<String>,
    /// The day of the page; of a legal document, the day of issue.
    pub date: Option<PartialDate>,
    /// The last change of the text.
    pub updated: Option<PartialDate>,
    /// What the page is.
    pub kind: Option<Kind>,
    /// In `_index.md`: what the pages of the folder are.
    pub children_kind: Option<Kind>,
    /// Left out unless drafts are asked for.
    pub draft: bool,
    /// Left out before this day.
    pub publish: Option<PartialDate>,
    /// Left out from this day on.
    pub expire: Option<PartialDate>,
    /// The place among its neighbours: small ones first.
    pub weight: Option<i64>,
    /// The file name in the address, instead of the source's.
    pub slug: Option<Spanned<String>>,
    /// Earlier addresses: paths from the site's root that end in `.html`.
    pub aliases: Vec<Spanned<String>>,
    /// Subjects.
    pub topics: Vec<String>,
    /// Readers.
    pub audience: Vec<String>,
    /// To be looked over by this day.
    pub review_by: Option<Spanned<PartialDate>>,
    /// Where the content comes from.
    pub source: Option<String>,
    /// What changed, newest first.
    pub changes: Vec<Change>,
    /// The Vietnamese name of the document's type ("Kế hoạch").
    pub doc_type: Option<String>,
    /// Its number (số, ký hiệu).
    pub number: Option<Spanned<String>>,
    /// Other spellings of the number that are accepted without a warning.
    pub also_written: Vec<String>,
    /// Who issued it.
    pub agency: Option<String>,
    /// The body above the one that issued it, as it stands in the document's head.
    pub superior: Option<String>,
    /// Where it was issued, as in "Bắc Giang, ngày …".
    pub place: Option<String>,
    /// Who signed it, with the position.
    pub signer: Option<String>,
    /// In force from.
    pub effective: Option<PartialDate>,
    /// In force until the day before.
    pub expires: Option<PartialDate>,
    /// Suspended from this day on, where no document of the portal says so.
    pub suspended: Option<PartialDate>,
    /// No longer suitable from this day on, without having been repealed.
    pub unsuitable: Option<PartialDate>,
    /// Nơi nhận.
    pub recipients: Vec<String>,
    /// The field (lĩnh vực).
    pub field: Option<String>,
    /// Short names that texts call it by.
    pub short_names: Vec<Spanned<String>>,
    /// Whether the page holds the document's text; `None`: it does when it holds provisions.
    pub full_text: Option<bool>,
    /// How it bears on others.
    pub relations: Vec<Relation>,
    /// Its texts by date of effect.
    pub versions: Vec<VersionRef>,
    /// Whatever else the editors keep here.
    #[serde(with = "as_json")]
    pub extra: BTreeMap<String, serde_json::Value>,
}

impl FrontMatter {
    /// The last day that the text changed.
    pub fn last_change(&self) -> Option<PartialDate> {
        self.changes.iter().map(|change| change.date).chain(self.updated).chain(self.date).max()
    }
}

/// Values of any shape as one text of JSON: formats that do not describe themselves cannot hold them otherwise.
mod as_json {
    use std::collections::BTreeMap;

    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    type Values = BTreeMap<String, serde_json::Value>;

    pub fn serialize<S: Serializer>(values: &Values, serializer: S) -> Result<S::Ok, S::Error> {
        serde_json::to_string(values).map_err(serde::ser::Error::custom)?.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Values, D::Error> {
        serde_json::from_str(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}
