//! `thuat-ngu.yaml`: abbreviations and terms.

use std::collections::HashMap;

use schemars::Schema;

use crate::diagnostic::{Checked, Message, codes};
use crate::path::SourcePath;
use crate::vietnamese;
use crate::yaml::fields::{list_schema, map_schema};
use crate::yaml::{self, Key, Reader, Shape, keys, values};

use super::Term;

#[derive(Default)]
struct Draft {
    abbr: Option<String>,
    full: Option<String>,
    meaning: Option<String>,
    also: Vec<String>,
    source: Option<String>,
}

static KEYS: &[Key<Draft>] = keys! {
    required "abbr" "viet_tat" Shape::Text(|t, v| t.abbr = Some(v.value)), "Từ viết tắt hoặc thuật ngữ", "The term";
    required "full" "day_du" Shape::Text(|t, v| t.full = Some(v.value)), "Viết đầy đủ", "Its full form";
    "meaning" "nghia" Shape::Text(|t, v| t.meaning = Some(v.value)), "Nghĩa", "What it means";
    "also" "cach_viet_khac" Shape::Texts(|t, v| t.also = values(v)), "Cách viết khác", "Other spellings";
    "source" "nguon" Shape::Text(|t, v| t.source = Some(v.value)), "Lấy từ đâu", "Where it comes from";
};

/// Reads the glossary.
pub fn read(file: &SourcePath, text: &str) -> Checked<Vec<Term>> {
    let tree = yaml::parse(file, text, 0..text.len());
    let mut reader = Reader::new(file, tree.diagnostics);
    let mut terms: Vec<Term> = Vec::new();
    let mut anchors = HashMap::new();
    for item in reader.maps(&tree.value, KEYS) {
        let Draft { abbr: Some(abbr), full: Some(full), meaning, also, source } = item.value else {
            continue;
        };
        if terms.iter().any(|term| term.abbr == abbr) {
            let message = Message::new(
                format!("“{abbr}” được giải thích hai lần"),
                format!("“{abbr}” is explained twice"),
            );
            reader.report(&codes::DUPLICATE_ENTRY, item.span, message, |d| {
                d.help("Gộp hai mục làm một.", "Make one entry of the two.")
            });
            continue;
        }
        // HD and HĐ are alike without marks.
        let anchor = vietnamese::unique_slug(&abbr, &mut anchors);
        terms.push(Term { abbr, anchor, full, meaning, also, source });
    }
    reader.finish(terms)
}

/// The schema of the glossary.
pub fn schema() -> Schema {
    list_schema(&map_schema(KEYS))
}
