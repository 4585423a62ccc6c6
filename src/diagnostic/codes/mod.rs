//! Every kind of diagnostic, by the stage that finds it: 0 reading, 1 front matter and data files, 2 Markdown,
//! 3 links and addresses, 4 legal documents, 5 sites and theme.
//!
//! The letter is the severity unless set otherwise; the number is unique and never used again for something else.

mod data;
mod legal;
mod links;
mod markdown;
mod reading;
mod sites;

use super::Code;

pub use data::*;
pub use legal::*;
pub use links::*;
pub use markdown::*;
pub use reading::*;
pub use sites::*;

/// All codes in the order of their numbers.
pub fn all() -> impl Iterator<Item = &'static Code> {
    [reading::CODES, data::CODES, markdown::CODES, links::CODES, legal::CODES, sites::CODES]
        .into_iter()
        .flatten()
        .copied()
}

/// The code that is called `id`, in either case.
pub fn find(id: &str) -> Option<&'static Code> {
    all().find(|code| code.id.eq_ignore_ascii_case(id))
}

/// A code is kept as its name.
pub(super) mod by_id {
    use serde::de::{Deserialize, Deserializer, Error};
    use serde::{Serialize, Serializer};

    use super::{Code, find};

    pub fn serialize<S: Serializer>(code: &&'static Code, serializer: S) -> Result<S::Ok, S::Error> {
        code.id.serialize(serializer)
    }

    pub fn deserialize<'a, D: Deserializer<'a>>(deserializer: D) -> Result<&'static Code, D::Error> {
        let id = String::deserialize(deserializer)?;
        find(&id).ok_or_else(|| D::Error::custom("no such code"))
    }
}

/// Declares the codes of one stage: a constant each, and the list of them. A code is its name, severity, and in
/// both languages a title and the text that `antt explain` prints.
macro_rules! codes {
    ($($name:ident $id:literal $severity:ident { $vi:literal, $vi_text:literal; $en:literal, $en_text:literal })*) => {
        $(
            #[doc = $en]
            pub static $name: crate::diagnostic::Code = crate::diagnostic::Code {
                id: $id,
                severity: crate::diagnostic::Severity::$severity,
                title: crate::diagnostic::Text { vi: $vi, en: $en },
                explanation: crate::diagnostic::Text { vi: $vi_text, en: $en_text },
            };
        )*
        pub(super) static CODES: &[&crate::diagnostic::Code] = &[$(&$name),*];
    };
}
use codes;
