//! Raw HTML in a page: what of it is safe, and the page's body without the rest.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use ammonia::{Builder, UrlRelative};

use crate::diagnostic::{Diagnostic, Message, codes};
use crate::document::{Body, Fill, Hole};
use crate::path::SourcePath;
use crate::text::{Span, any_byte};

/// The elements that a body may hold.
const TAGS: [&str; 62] = [
    "a",
    "abbr",
    "aside",
    "b",
    "bdi",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
];

/// The attributes that any element may have.
const ATTRIBUTES: [&str; 9] =
    ["class", "id", "title", "lang", "dir", "role", "tabindex", "aria-label", "aria-hidden"];

/// The attributes that one element may have.
const OWN_ATTRIBUTES: [(&str, &[&str]); 12] = [
    ("a", &["href", "data-hole"]),
    ("img", &["alt", "loading", "data-hole"]),
    ("input", &["type", "data-task", "checked", "disabled"]),
    ("ol", &["start"]),
    ("li", &["value"]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["colspan", "rowspan", "scope"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("time", &["datetime"]),
    ("q", &["cite"]),
    ("details", &["open"]),
];

/// Whether a link may lead to `url`: a relative address, or one of the schemes that browsers do not run.
pub fn is_safe_url(url: &str) -> bool {
    // Browsers drop white space and control characters inside a scheme.
    let is_clean = !any_byte(url.as_bytes(), |byte| !byte.is_ascii_graphic());
    let clean: Cow<'_, str> = if is_clean {
        url.get(..64).unwrap_or(url).into()
    } else {
        url.chars().filter(|c| !c.is_whitespace() && !c.is_control()).take(64).collect()
    };
    let head = clean.split(['/', '?', '#']).next().unwrap_or("");
    match head.split_once(':') {
        Some((scheme, _)) => {
            matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https" | "mailto" | "tel")
        }
        None => !clean.starts_with("//") && !clean.starts_with('\\'),
    }
}

/// Names every tag and attribute of a piece of raw HTML that is not published.
pub fn report(raw: &str, span: Span, file: &SourcePath, diagnostics: &mut Vec<Diagnostic>) {
    for (at, tag) in tags(raw) {
        let start = span.start.saturating_add(u32::try_from(at).unwrap_or(0));
        let place = Span { start, end: start.saturating_add(u32::try_from(tag.len).unwrap_or(0)) };
        let mut removed = |what: String| {
            let message =
                Message::new(format!("{what} bị bỏ khỏi trang"), format!("{what} is removed from the page"));
            let diagnostic = Diagnostic::at(&codes::HTML_REMOVED, file, place, message)
                .help("Viết bằng Markdown thay cho HTML.", "Write it in Markdown instead of HTML.");
            diagnostics.push(diagnostic);
        };
        if !TAGS.contains(&tag.name.as_str()) {
            removed(format!("`<{}>`", tag.name));
            continue;
        }
        for (name, value) in &tag.attributes {
            if !is_allowed(&tag.name, name) || !is_kept(&tag.name, name, value) {
                removed(format!("`{name}`"));
            }
        }
    }
}

fn is_allowed(tag: &str, attribute: &str) -> bool {
    let own = OWN_ATTRIBUTES.iter().any(|(name, attributes)| *name == tag && attributes.contains(&attribute));
    // Holes are the program's own.
    attribute != HOLE && (ATTRIBUTES.contains(&attribute) || own)
}

/// Addresses in raw HTML are full ones or places in the page: a relative path would not follow a page that moves.
/// Of what can be filled in, only boxes to tick stay.
fn is_kept(tag: &str, attribute: &str, value: &str) -> bool {
    match attribute {
        "href" | "cite" => value.starts_with('#') || (value.contains(':') && is_safe_url(value)),
        "type" => tag != "input" || value == "checkbox",
        _ => true,
    }
}

/// An opening tag of raw HTML.
struct OpenTag {
    name: String,
    attributes: Vec<(String, String)>,
    len: usize,
}

/// The opening tags of `raw` with their first byte. It reads as leniently as browsers do; what it misses, the
/// sanitiser removes all the same.
fn tags(raw: &str) -> Vec<(usize, OpenTag)> {
    let mut found = Vec::new();
    for (at, _) in raw.match_indices('<') {
        let Some(inside) = raw.get(at + 1..) else { continue };
        if !inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let (inside, closed) = inside.split_once('>').map_or((inside, false), |(inside, _)| (inside, true));
        let name_len = inside.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inside.len());
        let (name, rest) = inside.split_at_checked(name_len).unwrap_or((inside, ""));
        let len = 1 + inside.len() + usize::from(closed);
        let tag = OpenTag { name: name.to_ascii_lowercase(), attributes: attributes(rest), len };
        found.push((at, tag));
    }
    found
}

fn attributes(mut rest: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_whitespace() || c == '=' || c == '/').unwrap_or(rest.len());
        let (name, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        if name.is_empty() {
            return found;
        }
        let (value, after) = match after.trim_start().strip_prefix('=') {
            Some(value) => attribute_value(value.trim_start()),
            None => ("", after),
        };
        found.push((name.to_ascii_lowercase(), value.to_owned()));
        rest = after;
    }
}

fn attribute_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inside) = text.strip_prefix(quote) {
            return inside.split_once(quote).unwrap_or((inside, ""));
        }
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// The attribute that stands for a hole in a tag while the sanitiser reads it.
const HOLE: &str = "data-hole";

/// What stands for a hole in the text, and in the value of that attribute: a pair of private characters around its
/// index.
const OPEN: char = '\u{E000}';
const CLOSE: char = '\u{E001}';

/// The body without anything that is not safe; its holes stay where they were.
pub fn sanitise(body: Body) -> Body {
    let marked = with_marks(&body);
    let own: HashMap<&str, HashSet<&str>> =
        OWN_ATTRIBUTES.iter().map(|(tag, attributes)| (*tag, attributes.iter().copied().collect())).collect();
    let mut builder = Builder::empty();
    builder
        .tags(TAGS.into())
        .generic_attributes(ATTRIBUTES.into())
        .tag_attributes(own)
        .clean_content_tags(
            ["script", "style", "template", "noscript", "title", "textarea", "iframe", "svg", "math"].into(),
        )
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .url_relative(UrlRelative::Custom(Box::new(fragments_only)))
        .attribute_filter(|element, attribute, value| {
            let foreign_input = element == "input" && attribute == "type" && value != "checkbox";
            let foreign_hole = attribute == HOLE && !value.starts_with(OPEN);
            (!foreign_input && !foreign_hole).then_some(Cow::Borrowed(value))
        })
        .link_rel(None);
    from_marks(&builder.clean(&marked).to_string(), body.holes)
}

/// Of relative addresses, those of places in the page.
fn fragments_only(url: &str) -> Option<Cow<'_, str>> {
    url.starts_with('#').then_some(Cow::Borrowed(url))
}

/// The HTML with a mark for each hole.
fn with_marks(body: &Body) -> String {
    let mut marked = String::with_capacity(body.html.len() + body.holes.len() * 16);
    let mut done = 0;
    for (index, hole) in body.holes.iter().enumerate() {
        let at = hole.at as usize;
        let text = body.html.get(done..at).unwrap_or("");
        marked.extend(text.chars().filter(|c| !matches!(*c, OPEN | CLOSE)));
        match hole.fill {
            Fill::Href(_) | Fill::Src(_) => {
                marked.push_str(&format!(" {HOLE}=\"{OPEN}{index}{CLOSE}\""));
            }
            _ => marked.push_str(&format!("{OPEN}{index}{CLOSE}")),
        }
        done = at;
    }
    marked.extend(body.html.get(done..).unwrap_or("").chars().filter(|c| !matches!(*c, OPEN | CLOSE)));
    marked
}

/// Takes the marks out again.
fn from_marks(marked: &str, holes: Vec<Hole>) -> Body {
    let attribute = format!(" {HOLE}=\"{OPEN}");
    let mut body = Body::default();
    let mut rest = marked;
    while let Some(at) = rest.find(OPEN) {
        // A hole in a tag takes the attribute around its mark along.
        let head = rest.get(..at + OPEN.len_utf8()).and_then(|head| head.strip_suffix(attribute.as_str()));
        let close = if head.is_some() { format!("{CLOSE}\"") } else { CLOSE.to_string() };
        body.html.push_str(head.or(rest.get(..at)).unwrap_or(""));
        let inside = rest.get(at + OPEN.len_utf8()..).unwrap_or("");
        let (index, after) = inside.split_once(&close).unwrap_or((inside, ""));
        if let Some(hole) = index.parse().ok().and_then(|index: usize| holes.get(index)) {
            body.holes.push(Hole {
                at: u32::try_from(body.html.len()).unwrap_or(u32::MAX),
                fill: hole.fill.clone(),
            });
        }
        rest = after;
    }
    body.html.push_str(rest);
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_run_code_are_not_safe() {
        for url in
            ["javascript:alert(1)", "JaVa\nScript:x", "data:text/html,x", " vbscript:x", "//evil.example/x"]
        {
            assert!(!is_safe_url(url), "{url}");
        }
        for url in ["a.md#b", "../a/b.md", "https://example.org", "mailto:a@b.vn", "#x", "a/b:c.md"] {
            assert!(is_safe_url(url), "{url}");
        }
    }

    #[test]
    fn what_is_not_safe_goes_and_holes_stay() {
        let html = "<p onclick=\"x\">a <a>b</a><script>alert(1)</script></p>";
        let at = u32::try_from(html.find(">b").unwrap()).unwrap();
        let body = Body { html: html.to_owned(), holes: vec![Hole { at, fill: Fill::Href(0) }] };
        let clean = sanitise(body);
        assert_eq!(clean.html, "<p>a <a>b</a></p>");
        assert_eq!(clean.holes, [Hole { at: 7, fill: Fill::Href(0) }]);
    }

    #[test]
    fn words_that_look_like_a_hole_are_words() {
        let html = "<p>a data-hole=\"0\" <a data-hole=\"0\">b</a> <a>c</a></p>";
        let at = u32::try_from(html.find(">c").unwrap()).unwrap();
        let clean = sanitise(Body { html: html.to_owned(), holes: vec![Hole { at, fill: Fill::Href(0) }] });
        assert_eq!(clean.html, "<p>a data-hole=\"0\" <a>b</a> <a>c</a></p>");
        assert_eq!(clean.holes.iter().map(|hole| hole.at).collect::<Vec<_>>(), [30]);
    }

    #[test]
    fn an_unclosed_tag_ends_with_the_text() {
        let file = SourcePath::new("content/a.md").unwrap();
        let mut found = Vec::new();
        report("<script", Span { start: 10, end: 17 }, &file, &mut found);
        assert_eq!(found[0].place.as_ref().unwrap().span, Span { start: 10, end: 17 });
    }

    #[test]
    fn removals_are_named() {
        let file = SourcePath::new("content/a.md").unwrap();
        let mut found = Vec::new();
        report("<b onclick='x' class=a>x</b><script src=x>", Span { start: 10, end: 60 }, &file, &mut found);
        let texts: Vec<&str> = found.iter().map(|d| &*d.message.en).collect();
        assert_eq!(texts, ["`onclick` is removed from the page", "`<script>` is removed from the page"]);
    }
}
