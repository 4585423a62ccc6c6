//! Reads the HTML that the program writes: tags with their attributes, and the text between them.

/// A piece of a page.
#[derive(Debug, PartialEq)]
pub enum Piece<'a> {
    Open(Tag<'a>),
    Close(&'a str),
    Text(&'a str),
}

/// An opening tag.
#[derive(Debug, PartialEq)]
pub struct Tag<'a> {
    pub name: &'a str,
    pub attributes: Vec<(&'a str, String)>,
    /// Where the tag begins and what comes after it begins.
    pub start: usize,
    pub end: usize,
}

impl Tag<'_> {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// Whether the tag has the class.
    pub fn has_class(&self, class: &str) -> bool {
        self.get("class").is_some_and(|classes| classes.split_whitespace().any(|one| one == class))
    }
}

/// Cuts a page into its pieces. What stands in `script` and `style` is one text.
pub fn pieces(page: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < page.len() {
        let rest = &page[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            at += 4 + comment.find("-->").map_or(comment.len(), |end| end + 3);
        } else if rest.starts_with("</") {
            let end = rest.find('>').unwrap_or(rest.len());
            pieces.push(Piece::Close(rest[2..end].trim()));
            at += (end + 1).min(rest.len());
        } else if rest.starts_with('<') && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let tag = tag(page, at);
            at = tag.end;
            let raw = matches!(tag.name, "script" | "style");
            let close = format!("</{}", tag.name);
            pieces.push(Piece::Open(tag));
            if raw {
                let end = page[at..].find(&close).map_or(page.len(), |end| at + end);
                pieces.push(Piece::Text(&page[at..end]));
                at = end;
            }
        } else {
            // A `<` that opens nothing is text.
            let end = rest.char_indices().skip(1).find(|(_, c)| *c == '<').map_or(rest.len(), |(at, _)| at);
            pieces.push(Piece::Text(&rest[..end]));
            at += end;
        }
    }
    pieces
}

fn tag(page: &str, start: usize) -> Tag<'_> {
    let name_end = start + 1 + page[start + 1..].find([' ', '\n', '\t', '>', '/']).unwrap();
    let name = &page[start + 1..name_end];
    let mut attributes = Vec::new();
    let mut at = name_end;
    loop {
        at += page[at..].len() - page[at..].trim_start_matches([' ', '\n', '\t', '/']).len();
        if page[at..].is_empty() || page[at..].starts_with('>') {
            return Tag { name, attributes, start, end: (at + 1).min(page.len()) };
        }
        let end = at + page[at..].find(['=', ' ', '\n', '>']).unwrap_or(page.len() - at);
        let attribute = &page[at..end];
        at = end;
        let value = match page[at..].strip_prefix('=') {
            Some(rest) if rest.starts_with(['"', '\'']) => {
                let inside = &rest[1..];
                let close = inside.find(&rest[..1]).unwrap_or(inside.len());
                at += 3 + close;
                &inside[..close]
            }
            Some(rest) => {
                let close = rest.find([' ', '\n', '>']).unwrap_or(rest.len());
                at += 1 + close;
                &rest[..close]
            }
            None => "",
        };
        attributes.push((attribute, unescape(value)));
        at = at.min(page.len());
    }
}

/// The opening tags of a page.
pub fn tags(page: &str) -> Vec<Tag<'_>> {
    let open = |piece| match piece {
        Piece::Open(tag) => Some(tag),
        _ => None,
    };
    pieces(page).into_iter().filter_map(open).collect()
}

/// Text as readers see it.
pub fn unescape(text: &str) -> String {
    let names =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&#x2F;", "/")];
    let plain = names.iter().fold(text.to_owned(), |text, (name, letter)| text.replace(name, letter));
    plain.replace("&nbsp;", "\u{a0}").replace("&amp;", "&")
}

/// Elements that have no end.
const VOID: [&str; 8] = ["br", "hr", "img", "input", "link", "meta", "col", "wbr"];

/// What stands inside the first element that `wanted` picks.
pub fn inside(page: &str, wanted: impl Fn(&Tag) -> bool) -> Option<&str> {
    let tag = tags(page).into_iter().find(wanted)?;
    let mut depth = 1;
    let rest = &page[tag.end..];
    for piece in pieces(rest) {
        match &piece {
            Piece::Open(inner) if inner.name == tag.name && !VOID.contains(&inner.name) => depth += 1,
            Piece::Close(name) if *name == tag.name => depth -= 1,
            _ => {}
        }
        if depth == 0
            && let Piece::Close(name) = piece
        {
            let end = name.as_ptr() as usize - rest.as_ptr() as usize - 2;
            return Some(&rest[..end]);
        }
    }
    None
}

/// A page as its readers meet it, one line a block: `h2 Title`, `p words [address|link]`. The theme may wrap it in
/// whatever it likes.
pub fn outline(html: &str) -> String {
    let mut lines: Vec<String> = vec![String::new()];
    let mut quiet = 0;
    for piece in pieces(html) {
        let line = lines.last_mut().unwrap();
        match piece {
            Piece::Open(tag) => match tag.name {
                "svg" | "script" | "button" | "form" => quiet += 1,
                _ if quiet > 0 => {}
                "a" => line.push_str(&format!("[{}|", tag.get("href").unwrap_or("-"))),
                "span" | "b" | "strong" | "em" | "abbr" | "time" | "small" | "sup" | "code" => {}
                name if matches!(name, "h1" | "h2" | "h3" | "h4" | "li" | "dt" | "dd" | "td" | "th") => {
                    lines.push(format!("{name} "));
                }
                _ => lines.push(String::new()),
            },
            Piece::Close("svg" | "script" | "button" | "form") => quiet -= 1,
            Piece::Close(_) if quiet > 0 => {}
            Piece::Close("a") => line.push(']'),
            Piece::Text(text) if quiet == 0 => line.push_str(&unescape(text)),
            _ => {}
        }
    }
    let tidy = |line: String| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut text: String =
        lines.into_iter().map(tidy).filter(|line| line.len() > 2).collect::<Vec<_>>().join("\n");
    text.push('\n');
    text
}

#[test]
fn pages_are_read_as_browsers_do() {
    let page = "<!doctype html><p class='a b' id=x hidden>1 &lt; 2<br></p><script>if (a<b) c</script>";
    let tags = tags(page);
    assert_eq!(tags.iter().map(|tag| tag.name).collect::<Vec<_>>(), ["p", "br", "script"]);
    assert!(tags[0].has_class("b") && tags[0].get("id") == Some("x") && tags[0].get("hidden") == Some(""));
    assert_eq!(inside("<div><p>a<p>b</p></p>c</div>", |tag| tag.name == "p"), Some("a<p>b</p>"));
    assert_eq!(outline("<h1>A</h1><p>b <a href=\"c.html\"><b>d</b></a></p>"), "h1 A\nb [c.html|d]\n");
}
