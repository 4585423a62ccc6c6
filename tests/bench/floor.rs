//! The floor: nothing but Markdown parsed in parallel and bare HTML written. What a generator takes beyond it is what
//! it does for readers, and what it wastes: `cargo run --release --example floor -- CONTENT OUT`.
#![allow(clippy::print_stderr, clippy::exit, reason = "a tool of the benchmarks")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};
use rayon::prelude::*;
use walkdir::WalkDir;

fn main() {
    let mut arguments = std::env::args().skip(1).map(PathBuf::from);
    let (Some(content), Some(out)) = (arguments.next(), arguments.next()) else {
        eprintln!("floor CONTENT OUT");
        std::process::exit(2)
    };
    if let Err(error) = build(&content, &out) {
        eprintln!("{error}");
        std::process::exit(1);
    }
}

fn build(content: &Path, out: &Path) -> io::Result<()> {
    let mut pages = Vec::new();
    for entry in WalkDir::new(content) {
        let entry = entry?;
        let to = out.join(entry.path().strip_prefix(content).unwrap_or(entry.path()));
        if entry.file_type().is_dir() {
            fs::create_dir_all(&to)?;
        } else {
            pages.push((entry.into_path(), to.with_extension("html")));
        }
    }
    pages.par_iter().try_for_each(|(from, to)| fs::write(to, page(&fs::read_to_string(from)?)))
}

/// The text after its front matter as HTML.
fn page(text: &str) -> String {
    let body =
        text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(text, |(_, body)| body);
    let mut html = String::with_capacity(body.len() * 3 / 2);
    html.push_str("<!doctype html>\n<meta charset=\"utf-8\">\n");
    for event in Parser::new_ext(body, Options::ENABLE_TABLES) {
        match event {
            Event::Start(tag) => open(&tag, &mut html),
            Event::End(tag) => close(tag, &mut html),
            Event::Text(text) | Event::Code(text) => escape(&text, &mut html),
            Event::SoftBreak | Event::HardBreak => html.push('\n'),
            Event::Rule => html.push_str("<hr>\n"),
            _ => {}
        }
    }
    html
}

fn open(tag: &Tag<'_>, html: &mut String) {
    match tag {
        Tag::Link { dest_url, .. } => {
            html.push_str("<a href=\"");
            escape(&CowStr::from(dest_url.replace(".md", ".html")), html);
            html.push_str("\">");
        }
        tag => {
            html.push('<');
            html.push_str(name(tag.to_end()));
            html.push('>');
        }
    }
}

fn close(tag: TagEnd, html: &mut String) {
    html.push_str("</");
    html.push_str(name(tag));
    html.push('>');
}

fn name(tag: TagEnd) -> &'static str {
    match tag {
        TagEnd::Heading(_) => "h2",
        TagEnd::List(_) => "ul",
        TagEnd::Item => "li",
        TagEnd::Strong => "strong",
        TagEnd::Emphasis => "em",
        TagEnd::Link => "a",
        TagEnd::Table => "table",
        TagEnd::TableHead | TagEnd::TableRow => "tr",
        TagEnd::TableCell => "td",
        TagEnd::BlockQuote(_) => "blockquote",
        TagEnd::CodeBlock => "pre",
        _ => "p",
    }
}

fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
}
