//! Templates: what is the same on every page of a language stands in them as soon as they are loaded, so that no page
//! looks it up again.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::parse::escape;

/// What templates name: the texts `t`, the icons `icon`, and `symbol`, an icon for `<use href="#_NAME"/>` where one page
/// shows it often. Texts are ready for HTML.
pub(super) struct Constants {
    groups: [(&'static str, BTreeMap<String, String>); 3],
}

impl Constants {
    /// `icons` are shapes in a square of 24 by 24, without the `<svg>` around them.
    pub(super) fn new(texts: &BTreeMap<String, String>, icons: &BTreeMap<String, String>) -> Self {
        let escaped = |text: &String| {
            let mut out = String::with_capacity(text.len());
            escape(text, &mut out);
            out
        };
        let icon = |shape: &String| {
            format!(
                "<svg class=\"icon\" viewBox=\"0 0 24 24\" width=\"20\" aria-hidden=\"true\">{shape}</svg>"
            )
        };
        let texts = texts.iter().map(|(key, text)| (key.clone(), escaped(text))).collect();
        let symbols = icons.iter().map(|(name, shape)| {
            (name.clone(), format!("<symbol id=\"_{name}\" viewBox=\"0 0 24 24\">{shape}</symbol>"))
        });
        let drawn = icons.iter().map(|(name, shape)| (name.clone(), icon(shape))).collect();
        Self { groups: [("t", texts), ("icon", drawn), ("symbol", symbols.collect())] }
    }

    /// The icons as they stand in a page, by name.
    pub(super) fn icons(&self) -> &BTreeMap<String, String> {
        let [_, (_, icons), _] = &self.groups;
        icons
    }

    /// The template with `{{ t.NAME }}`, `{{ icon.NAME }}` and `{{ symbol.NAME }}` filled in. Names that are not known
    /// stay, so that Tera tells where they stand.
    pub(super) fn fill(&self, template: &str) -> String {
        let mut pieces = template.split("{{ ");
        let mut out = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let known = piece.split_once(" }}").and_then(|(name, rest)| Some((self.find(name)?, rest)));
            if let Some((text, rest)) = known {
                out.push_str(&literal(text));
                out.push_str(rest);
            } else {
                out.push_str("{{ ");
                out.push_str(piece);
            }
        }
        out
    }

    fn find(&self, name: &str) -> Option<&str> {
        let (group, name) = name.split_once('.')?;
        let (_, values) = self.groups.iter().find(|(known, _)| *known == group)?;
        values.get(name).map(String::as_str)
    }
}

/// A text that Tera reads as text, whatever stands in it.
fn literal(text: &str) -> Cow<'_, str> {
    let is_markup = ["{{", "{%", "{#"].iter().any(|mark| text.contains(mark));
    if is_markup { format!("{{% raw %}}{text}{{% endraw %}}").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_stand_in_templates_and_the_rest_stays() {
        let texts = [("a", "1 < 2"), ("b", "{{ x }}"), ("c", "Còn {n}")];
        let texts = texts.map(|(key, text)| (key.to_owned(), text.to_owned())).into();
        let icons = [("in-force".to_owned(), "<path/>".to_owned())].into();
        let constants = Constants::new(&texts, &icons);
        let cases = [
            ("<p>{{ t.a }}</p>{{ x }}", "<p>1 &lt; 2</p>{{ x }}"),
            ("{{ t.b }}", "{% raw %}{{ x }}{% endraw %}"),
            ("{{ t.c }}{{ t.none }} {{ t.a | upper }}", "Còn {n}{{ t.none }} {{ t.a | upper }}"),
            ("{{ symbol.in-force }}", "<symbol id=\"_in-force\" viewBox=\"0 0 24 24\"><path/></symbol>"),
            ("{{ a }} {{ t.a", "{{ a }} {{ t.a"),
        ];
        for (template, filled) in cases {
            assert_eq!(constants.fill(template), filled);
        }
        assert!(constants.fill("{{ icon.in-force }}").contains("aria-hidden=\"true\"><path/></svg>"));
    }
}
