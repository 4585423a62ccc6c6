//! Paths: of sources, and of what is published. Both are NFC, `/`-separated, without `.`, `..`, an empty part or a
//! root, so that joining one to a folder can never leave it.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::text::{any_byte, nfc};

/// A file that was read, relative to the root: `content/van-ban/quy-che-01.md`. By default no file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SourcePath(Arc<str>);

/// A file that is published, relative to its site: `van-ban/quy-che-01.html`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Route(Arc<str>);

/// Puts a path in its one form; nothing where it is absolute, climbs out, or holds what no system can store.
fn normalize(path: &str) -> Option<Arc<str>> {
    let path = nfc(path);
    let is_storable = !any_byte(path.as_bytes(), |byte| matches!(byte, b'\\' | b'\0' | b':'));
    let fits = |part: &[u8]| !matches!(part, b"" | b"." | b"..");
    (is_storable && path.as_bytes().split(|&byte| byte == b'/').all(fits)).then(|| path.as_ref().into())
}

/// Whether `path` is the page or lies in the folder that `entry` names.
pub fn lies_in(path: &str, entry: &str) -> bool {
    let entry = entry.trim_end_matches('/');
    path == entry || path.strip_prefix(entry).is_some_and(|rest| rest.starts_with('/'))
}

/// Follows `link` (`../a/b.md`) from the folder of `from`; nothing where it climbs above the top.
fn join(from: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

impl SourcePath {
    /// The path, normalised; nothing where it is absolute or climbs out.
    pub fn new(path: &str) -> Option<Self> {
        normalize(path).map(Self)
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file that `link` means when it stands in this file; nothing where it climbs above the root.
    pub fn join(&self, link: &str) -> Option<Self> {
        join(&self.0, link).and_then(|path| Self::new(&path))
    }

    /// The folder that holds the file, `""` at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The file's name with its extension.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&*self.0, |(_, name)| name)
    }

    /// Whether it is a Markdown file.
    pub fn is_markdown(&self) -> bool {
        self.name().rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("md"))
    }

    /// The extension in lower case, `""` where there is none.
    pub fn extension(&self) -> String {
        self.name().rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_lowercase())
    }
}

impl Route {
    /// The path, normalised; nothing where it is absolute or climbs out.
    pub fn new(path: &str) -> Option<Self> {
        normalize(path).map(Self)
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder of the route, `""` at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The file beside this page that is named like it, with another ending.
    pub fn with_extension(&self, extension: &str) -> Self {
        let path = self.as_str();
        Self(format!("{}.{extension}", path.strip_suffix(".html").unwrap_or(path)).into())
    }

    /// How many folders hold the file.
    pub fn depth(&self) -> usize {
        self.0.matches('/').count()
    }

    /// The way from the file's folder to the site's root: `""`, `"../"`, `"../../"`.
    pub fn base(&self) -> String {
        "../".repeat(self.depth())
    }

    /// The address of this route as a link in a file of `folder`: relative, and ending in a file name.
    pub fn relative_from(&self, folder: &str) -> String {
        let route = self.as_str();
        let alike = folder.bytes().zip(route.bytes()).take_while(|(here, there)| here == there).count();
        // Behind the folders that both lie in. The last part of the target is its file name and is never shared.
        let shared = if alike == folder.len() && route.as_bytes().get(alike) == Some(&b'/') {
            alike + 1
        } else {
            let strokes = route.bytes().take(alike).rposition(|byte| byte == b'/');
            strokes.map_or(0, |at| at + 1)
        };
        let (here, there) = (folder.get(shared..).unwrap_or(""), route.get(shared..).unwrap_or(""));
        let up = here.as_bytes().split(|&byte| byte == b'/').filter(|part| !part.is_empty()).count();
        let mut link = String::with_capacity(3 * up + there.len());
        (0..up).for_each(|_| link.push_str("../"));
        percent_encode(there, &mut link);
        link
    }

    /// The route as the path of an address.
    pub fn encoded(&self) -> String {
        self.relative_from("")
    }
}

/// Writes a path so that it is safe in an address: letters, digits, `-._~` and strokes stay.
fn percent_encode(path: &str, out: &mut String) {
    let is_safe = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/');
    if !any_byte(path.as_bytes(), |byte| !is_safe(byte)) {
        return out.push_str(path);
    }
    const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    for byte in path.bytes() {
        if is_safe(byte) {
            out.push(char::from(byte));
        } else {
            let digit = |n: u8| HEX.get(usize::from(n)).copied().unwrap_or('0');
            out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
}

impl Borrow<str> for Route {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn entries_name_pages_and_folders() {
        for (path, entry) in [("a/b.md", "a"), ("a/b.md", "a/"), ("a/b.md", "a/b.md")] {
            assert!(lies_in(path, entry), "{path} {entry}");
        }
        assert!(!lies_in("a.md", "a") && !lies_in("ab/c.md", "a") && !lies_in("b/a/c.md", "a"));
    }

    #[test]
    fn links_are_followed_within_the_root() {
        let page = SourcePath::new("content/van-ban/a.md").unwrap();
        assert_eq!(page.join("../mo-hinh/b.md").unwrap().as_str(), "content/mo-hinh/b.md");
        assert_eq!(page.join("c.md").unwrap().as_str(), "content/van-ban/c.md");
        assert!(page.join("../../../etc/passwd").is_none());
        assert!(SourcePath::new("/etc/passwd").is_none());
        assert!(SourcePath::new("a/../b").is_none());
    }

    #[test]
    fn addresses_are_relative() {
        let route = |path| Route::new(path).unwrap();
        assert_eq!(route("van-ban/a.html").relative_from("mo-hinh"), "../van-ban/a.html");
        assert_eq!(route("van-ban/a.html").relative_from("van-ban"), "a.html");
        assert_eq!(route("index.html").relative_from("ke-hoach/2024"), "../../index.html");
        assert_eq!(route("tệp 1.pdf").relative_from(""), "t%E1%BB%87p%201.pdf");
    }

    proptest! {
        #[test]
        fn a_relative_address_leads_back(from in "[a-c]{1,2}(/[a-c]{1,2}){0,3}", to in "[a-c]{1,2}(/[a-c]{1,2}){0,3}") {
            let (from, to) = (Route::new(&from).unwrap(), Route::new(&to).unwrap());
            let link = to.relative_from(from.folder());
            prop_assert_eq!(join(from.as_str(), &link).unwrap(), to.as_str());
        }
    }
}
