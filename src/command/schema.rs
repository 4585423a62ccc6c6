//! `antt schema`: what front matter and the data files may hold, as JSON Schema for editors and programs.

use serde_json::{Map, Value, json};

use crate::config::Config;
use crate::parse::front_matter;

/// One schema with a definition for each kind of file: `front_matter`, `portal.yaml`, `site.yaml`, …
pub fn run() -> String {
    let mut definitions = Map::new();
    definitions.insert("front_matter".to_owned(), front_matter::schema().to_value());
    for (name, schema) in Config::schemas() {
        definitions.insert(name.to_owned(), schema.to_value());
    }
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "antt",
        "description": "Front matter is #/$defs/front_matter, each data file the definition of its name.",
        "$defs": Value::Object(definitions),
    });
    format!("{schema:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::SourcePath;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static SCHEMA: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(&run()).unwrap());

    /// Whether a schema accepts a value: the part of JSON Schema that is used here, and no more.
    fn accepts(schema: &Value, value: &Value) -> bool {
        let rules = schema.as_object().unwrap();
        rules.iter().all(|(rule, wanted)| match rule.as_str() {
            "title" | "description" => true,
            "type" => match wanted {
                Value::Array(types) => types.iter().any(|wanted| is_type(wanted, value)),
                _ => is_type(wanted, value),
            },
            "enum" => wanted.as_array().unwrap().contains(value),
            "const" => wanted == value,
            "anyOf" => wanted.as_array().unwrap().iter().any(|one| accepts(one, value)),
            "oneOf" => wanted.as_array().unwrap().iter().filter(|one| accepts(one, value)).count() == 1,
            "allOf" => wanted.as_array().unwrap().iter().all(|one| accepts(one, value)),
            "minimum" => value.as_i64().is_none_or(|n| n >= wanted.as_i64().unwrap()),
            "maximum" => value.as_i64().is_none_or(|n| n <= wanted.as_i64().unwrap()),
            "pattern" => value
                .as_str()
                .is_none_or(|text| regex_lite::Regex::new(wanted.as_str().unwrap()).unwrap().is_match(text)),
            "items" => value.as_array().is_none_or(|items| items.iter().all(|item| accepts(wanted, item))),
            "required" => value.as_object().is_none_or(|map| {
                wanted.as_array().unwrap().iter().all(|key| map.contains_key(key.as_str().unwrap()))
            }),
            "properties" => value.as_object().is_none_or(|map| {
                let known = |(key, value): (&String, &Value)| {
                    wanted.get(key).is_none_or(|schema| accepts(schema, value))
                };
                map.iter().all(known)
            }),
            "additionalProperties" => value.as_object().is_none_or(|map| {
                let known = rules.get("properties").and_then(Value::as_object);
                let others =
                    map.iter().filter(|(key, _)| known.is_none_or(|known| !known.contains_key(*key)));
                others
                    .into_iter()
                    .all(|(_, value)| wanted.as_bool().unwrap_or_else(|| accepts(wanted, value)))
            }),
            other => panic!("the rule {other} is not known to this test"),
        })
    }

    fn is_type(wanted: &Value, value: &Value) -> bool {
        match wanted.as_str().unwrap() {
            "string" => value.is_string(),
            "number" => value.is_number(),
            "integer" => value.is_i64() || value.is_u64(),
            "boolean" => value.is_boolean(),
            "array" => value.is_array(),
            "object" => value.is_object(),
            "null" => value.is_null(),
            other => panic!("{other}"),
        }
    }

    /// Every key of front matter and of the data files that are mappings: definition, key.
    fn all_keys() -> Vec<(&'static str, String)> {
        let keys = |file: &'static str| {
            let properties = SCHEMA["$defs"][file]["properties"].as_object().unwrap().clone();
            properties.into_iter().map(move |(key, _)| (file, key))
        };
        ["front_matter", "portal.yaml", "site.yaml"].into_iter().flat_map(keys).collect()
    }

    fn schema_refuses(file: &str, key: &str, value: &Value) -> bool {
        !accepts(&SCHEMA["$defs"][file]["properties"][key], value)
    }

    /// JSON is YAML, so the value is written as it is.
    fn parser_refuses(file: &str, key: &str, value: &Value) -> bool {
        let required =
            if file == "site.yaml" && !matches!(key, "ten" | "name") { "ten: Trường A\n" } else { "" };
        let text = format!("{required}{key}: {value}\n");
        if file == "front_matter" {
            let path = SourcePath::new("content/a.md").unwrap();
            return !front_matter::front_matter(&path, &format!("---\n{text}---\n")).0.diagnostics.is_empty();
        }
        let folder = if file == "site.yaml" { "content/sites/a" } else { "content" };
        let path = SourcePath::new(&format!("{folder}/{file}")).unwrap();
        !Config::parse([(&path, text.as_str())]).diagnostics.is_empty()
    }

    #[test]
    fn schema_and_parser_both_refuse_a_wrong_value_of_each_key() {
        let wrong = [
            json!([[1]]),
            json!([{ "a": { "b": 1 } }]),
            json!({ "a": { "b": 1 } }),
            json!("zzz"),
            json!("/a b"),
            json!(-1),
            json!(10_000_000),
        ];
        for (file, key) in all_keys() {
            let both =
                |value: &&Value| schema_refuses(file, &key, value) && parser_refuses(file, &key, value);
            assert!(wrong.iter().any(|value| both(&value)), "{file}: {key}");
        }
    }

    #[test]
    fn schema_and_parser_both_take_right_values() {
        let path = SourcePath::new("content/portal.yaml").unwrap();
        let text = "tieu_de: Cổng\ndia_chi: https://a.vn\nngon_ngu: vi\nmui_gio: Asia/Ho_Chi_Minh\n\
                    trinh_don: [{nhan: A, trang: a/_index.md}]\nlien_he: {label: Hòm thư, value: a@b.vn}\n\
                    so_muc_moi_trang: 20\nthong_bao: {W104: off}\ntim_kiem: {dong_nghia: [[a, b]]}\n";
        let value: Value = serde_yaml::from_str(text).unwrap();
        assert!(accepts(&SCHEMA["$defs"]["portal.yaml"], &value));
        assert!(Config::parse([(&path, text)]).diagnostics.is_empty());
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            any::<bool>().prop_map(Value::from),
            (-20_000_i32..20_000).prop_map(Value::from),
            "[a-z]{1,4}|[a-z]/[a-z]\\.(md|html)|2024-(0[1-9])(-[12][0-9])?|có|form|vi|month|https://a\\.vn|#1[0-9a-f]{5}"
                .prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 8, 3, |inner| {
            let key = "ngay|noi_dung|trang|nhan|gia_tri|hieu_luc|tep|W104|dong_nghia|uu_tien|tu_khoa|x";
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
                proptest::collection::btree_map(key, inner, 0..3).prop_map(Value::from_iter),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_the_schema_refuses_the_parser_names(
            (file, key) in prop::sample::select(all_keys()), value in value()
        ) {
            if schema_refuses(file, &key, &value) {
                prop_assert!(parser_refuses(file, &key, &value), "{file} {key}: {value}");
            }
        }
    }
}
