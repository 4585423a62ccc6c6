//! Judges a published folder as a browser and a search engine would: does every link lead somewhere, does a page
//! load anything from elsewhere, may it run under its own policy.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use crate::antt::files;
use crate::html::{self, Tag};

/// The pages of a published folder with the places in them.
pub struct Web {
    pub pages: HashMap<String, String>,
    files: HashSet<String>,
    ids: HashMap<String, HashSet<String>>,
}

impl Web {
    /// Reads the pages under `folder`.
    pub fn read(folder: &Path) -> Self {
        let files: HashSet<String> = files(folder).into_iter().collect();
        let html = files.iter().filter(|path| path.ends_with(".html"));
        let pages: HashMap<String, String> = html
            .map(|path| (path.clone(), std::fs::read_to_string(folder.join(path)).expect("pages are UTF-8")))
            .collect();
        let ids_of = |page: &String| {
            html::tags(page).iter().filter_map(|tag| tag.get("id").map(str::to_owned)).collect()
        };
        let ids = pages.iter().map(|(path, page)| (path.clone(), ids_of(page))).collect();
        Self { pages, files, ids }
    }

    /// What is wrong with the links of all pages.
    pub fn broken_links(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for (path, page) in &self.pages {
            for tag in html::tags(page) {
                for (name, url) in &tag.attributes {
                    if matches!(*name, "href" | "src" | "action" | "poster" | "srcset" | "data")
                        && let Some(problem) = self.problem(path, url)
                    {
                        wrong.push(format!("{path}: <{} {name}=\"{url}\">: {problem}", tag.name));
                    }
                }
            }
        }
        wrong.sort();
        wrong
    }

    /// Why an address in the page `from` leads nowhere.
    fn problem(&self, from: &str, url: &str) -> Option<&'static str> {
        if ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| url.starts_with(scheme)) {
            return None;
        }
        if url.starts_with('/') || url.contains(':') {
            return Some("not relative");
        }
        let (path, anchor) = url.split_once('#').map_or((url, None), |(path, anchor)| (path, Some(anchor)));
        let path = path.split('?').next().unwrap_or(path);
        let target = if path.is_empty() { from.to_owned() } else { join(from, &decode(path))? };
        if !self.files.contains(&target) {
            return Some("no such file");
        }
        let anchor = anchor.map(decode).filter(|anchor| !anchor.is_empty())?;
        let known = self.ids.get(&target).is_some_and(|ids| ids.contains(&anchor));
        (!known).then_some("no such place")
    }

    /// What a page must not do, and what it must have.
    pub fn faults(&self) -> Vec<String> {
        let mut faults: Vec<String> = Vec::new();
        for (path, page) in &self.pages {
            let tags = html::tags(page);
            let mut fault = |what: String| faults.push(format!("{path}: {what}"));
            for tag in &tags {
                tag_faults(tag).into_iter().for_each(&mut fault);
            }
            let count = |name: &str| tags.iter().filter(|tag| tag.name == name).count();
            for name in ["h1", "title", "main"] {
                if count(name) != 1 {
                    fault(format!("{} <{name}>", count(name)));
                }
            }
            if tags
                .iter()
                .find(|tag| tag.name == "html")
                .and_then(|tag| tag.get("lang"))
                .is_none_or(str::is_empty)
            {
                fault("no language".to_owned());
            }
            let policy = tags.iter().find(|tag| tag.get("http-equiv") == Some("Content-Security-Policy"));
            if policy
                .and_then(|tag| tag.get("content"))
                .is_none_or(|policy| !policy.contains("default-src 'self'"))
            {
                fault("no policy".to_owned());
            }
            if html::inside(page, |tag| tag.name == "title").is_none_or(|title| title.trim().is_empty()) {
                fault("empty title".to_owned());
            }
            let mut seen = HashSet::new();
            for id in tags.iter().filter_map(|tag| tag.get("id")) {
                if id.is_empty() || id.contains(char::is_whitespace) || !seen.insert(id) {
                    fault(format!("id `{id}` is empty, has a blank, or stands twice"));
                }
            }
        }
        faults.sort();
        faults
    }
}

/// What in a tag the page's policy forbids, or loads from elsewhere.
fn tag_faults(tag: &Tag) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, value) in &tag.attributes {
        let loads = matches!(*name, "src" | "srcset" | "poster" | "data")
            || (*name == "href"
                && tag.name == "link"
                && !matches!(tag.get("rel"), Some("canonical" | "alternate")));
        let outside = value.contains(':') || value.starts_with("//") || value.starts_with('/');
        if (name.starts_with("on") || *name == "style") || (loads && outside) {
            faults.push(format!("<{} {name}=\"{value}\">", tag.name));
        }
        if *name == "href" && value.trim_start().to_lowercase().starts_with("javascript:") {
            faults.push(format!("<{} href=\"{value}\">", tag.name));
        }
    }
    let data = tag.get("type") == Some("application/ld+json");
    if tag.name == "style" || (tag.name == "script" && tag.get("src").is_none() && !data) {
        faults.push(format!("inline <{}>", tag.name));
    }
    if tag.name == "img" && (tag.get("alt").is_none() || tag.get("src").is_none()) {
        faults.push("<img> without alt or src".to_owned());
    }
    if matches!(tag.name, "iframe" | "object" | "embed" | "frame") {
        faults.push(format!("<{}>", tag.name));
    }
    faults
}

/// Follows a relative address from a page; nothing where it climbs out of the site.
pub fn join(from: &str, url: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in url.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn decode(url: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = url;
    while let Some(at) = rest.find('%') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        match rest.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &rest[at + 3..];
            }
            None => {
                bytes.push(b'%');
                rest = &rest[at + 1..];
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).unwrap_or_default()
}
