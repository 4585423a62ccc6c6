//! Tables of keys. One table says how a mapping is written in both languages, what each value may be, where it goes
//! and what it is for; reading, `antt new`, `antt schema` and the manual's tests all go by it.

use std::ops::RangeInclusive;

use schemars::{Schema, json_schema};
use serde_json::json;

use crate::date::PartialDate;
use crate::diagnostic::Text;
use crate::text::Spanned;

use super::{Node, Reader};

/// A key of a mapping that is read into a `T`.
pub struct Key<T: 'static> {
    /// The English name.
    pub en: &'static str,
    /// The Vietnamese name.
    pub vi: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What its value may be and where it goes.
    pub shape: Shape<T>,
    /// What it is for, for the schema and the manual.
    pub about: Text,
}

/// What a value may be, and where it goes.
pub enum Shape<T> {
    /// One text; numbers are taken as written.
    Text(fn(&mut T, Spanned<String>)),
    /// A list of texts, or one.
    Texts(fn(&mut T, Vec<Spanned<String>>)),
    /// `true` or `false`, `có` or `không`.
    Flag(fn(&mut T, bool)),
    /// A whole number.
    Whole(RangeInclusive<i64>, fn(&mut T, i64)),
    /// A day.
    Day(fn(&mut T, Spanned<PartialDate>)),
    /// A day, a month or a year.
    Date(fn(&mut T, Spanned<PartialDate>)),
    /// One of these names.
    Choice(&'static [&'static str], fn(&mut T, &'static str)),
    /// What only this key reads, with its schema.
    Own {
        /// Takes the key as written and its value.
        read: fn(&mut Reader<'_>, &mut T, &Spanned<String>, &Node),
        /// What the value may be.
        schema: fn() -> Schema,
    },
}

/// Writes a table of keys: English and Vietnamese name, shape, what it is for in Vietnamese and in English.
macro_rules! keys {
    ($($($required:ident)? $en:literal $vi:literal $shape:expr, $about_vi:literal, $about_en:literal;)*) => {
        &[$($crate::yaml::Key {
            en: $en,
            vi: $vi,
            required: $crate::yaml::keys!(@ $($required)?),
            shape: $shape,
            about: $crate::diagnostic::Text { vi: $about_vi, en: $about_en },
        }),*]
    };
    (@ required) => { true };
    (@) => { false };
}
pub(crate) use keys;

impl<T> Key<T> {
    /// Whether `name` is this key in either language.
    pub fn is(&self, name: &str) -> bool {
        self.en == name || self.vi == name
    }

    /// Reads the value of this key into `target`.
    pub fn read(&self, reader: &mut Reader<'_>, target: &mut T, name: &Spanned<String>, node: &Node) {
        match &self.shape {
            Shape::Text(set) => set_some(reader.text(name, node), target, *set),
            Shape::Texts(set) => set(target, reader.texts(name, node)),
            Shape::Flag(set) => set_some(reader.flag(name, node), target, *set),
            Shape::Whole(range, set) => set_some(reader.whole(name, node, range), target, *set),
            Shape::Day(set) => set_some(reader.day(name, node), target, *set),
            Shape::Date(set) => set_some(reader.date(name, node), target, *set),
            Shape::Choice(names, set) => set_some(reader.choice(name, node, names), target, *set),
            Shape::Own { read, .. } => read(reader, target, name, node),
        }
    }

    /// What the value may be, as JSON Schema.
    pub fn schema(&self) -> Schema {
        let mut schema = match &self.shape {
            Shape::Text(_) => text_schema(),
            Shape::Texts(_) => texts_schema(),
            Shape::Flag(_) => json_schema!({ "enum": [true, false, "có", "không"] }),
            Shape::Whole(range, _) => {
                let number =
                    json_schema!({ "type": "integer", "minimum": *range.start(), "maximum": *range.end() });
                json_schema!({ "anyOf": [number, { "type": "string", "pattern": "^-?[0-9]+$" }] })
            }
            Shape::Day(_) => json_schema!({ "type": "string", "pattern": DAY }),
            Shape::Date(_) => date_schema(),
            Shape::Choice(names, _) => json_schema!({ "enum": names }),
            Shape::Own { schema, .. } => schema(),
        };
        // A key without a value is as good as missing.
        if !self.required {
            schema = json_schema!({ "anyOf": [schema, { "type": "null" }] });
        }
        schema.insert("title".into(), json!(self.about.vi));
        schema.insert("description".into(), json!(format!("{} ({})", self.about.en, self.vi)));
        schema
    }
}

fn set_some<T, V>(value: Option<V>, target: &mut T, set: fn(&mut T, V)) {
    if let Some(value) = value {
        set(target, value);
    }
}

/// A whole date in a schema.
const DAY: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

/// The schema of one text.
pub fn text_schema() -> Schema {
    json_schema!({ "type": ["string", "number", "boolean"] })
}

/// The schema of a name of a certain form; YAML may take it for a number.
pub fn name_schema(pattern: &str) -> Schema {
    json_schema!({ "type": ["string", "number", "boolean"], "pattern": pattern })
}

/// The schema of one text of a certain form.
pub fn pattern_schema(pattern: &str) -> Schema {
    json_schema!({ "type": "string", "pattern": pattern })
}

/// The schema of a list of `item`, where one alone need not be in a list.
pub fn list_schema(item: &Schema) -> Schema {
    json_schema!({ "anyOf": [item, { "type": "array", "items": item }] })
}

/// The schema of a list of texts, or one.
pub fn texts_schema() -> Schema {
    list_schema(&text_schema())
}

/// The schema of a date that may be partial. A year alone is a number to YAML.
pub fn date_schema() -> Schema {
    json_schema!({ "anyOf": [
        { "type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" },
        { "type": "integer", "minimum": 1000, "maximum": 9999 },
    ] })
}

/// The schema of a mapping with these keys, each under both names.
pub fn map_schema<T>(keys: &[Key<T>]) -> Schema {
    let mut properties = serde_json::Map::new();
    for key in keys {
        let schema = key.schema().to_value();
        properties.insert(key.en.to_owned(), schema.clone());
        properties.insert(key.vi.to_owned(), schema);
    }
    let mut map = json_schema!({ "type": "object", "additionalProperties": false });
    map.insert("properties".into(), properties.into());
    let required = keys.iter().filter(|key| key.required);
    let either: Vec<_> = required
        .map(|key| json!({ "anyOf": [{ "required": [key.en] }, { "required": [key.vi] }] }))
        .collect();
    if !either.is_empty() {
        map.insert("allOf".into(), either.into());
    }
    map
}
