//! The only reader of the root: `content/`, `static/`, `themes/`, and the sizes of pictures.

mod digest;
mod file;
mod survey;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::diagnostic::{Diagnostic, Message, codes};
use crate::path::SourcePath;
pub use digest::Digests;
pub use file::normalize;
use file::{Read, read_one};
pub use survey::{Survey, Surveyed};

/// How many files a thread reads at once: few, so that in the end all threads have something to do.
const AT_A_TIME: usize = 16;

/// Everything that was read, by path. A copy shares the contents.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The texts (`.md`, `.yaml`): UTF-8 without BOM, NFC, lines ending in LF.
    pub texts: BTreeMap<SourcePath, Arc<str>>,
    /// Every other file under `content/` and `static/`.
    pub files: BTreeMap<SourcePath, FileInfo>,
    /// The files of `themes/`, by path.
    pub themes: BTreeMap<SourcePath, Arc<[u8]>>,
    /// What could not be read and why, by its path under the root.
    pub unread: BTreeMap<PathBuf, Diagnostic>,
}

/// A file that is published as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileInfo {
    /// Where it lies on this machine.
    pub location: PathBuf,
    /// Its size in bytes.
    pub size: u64,
    /// Width and height of a picture, in pixels.
    pub dimensions: Option<(usize, usize)>,
}

/// The machine failed: the path, and what the system said.
#[derive(Debug)]
pub struct Failure {
    /// The file or folder.
    pub path: PathBuf,
    /// The reason.
    pub reason: io::Error,
}

/// The folders under the root that hold what is read.
pub const FOLDERS: [&str; 3] = ["content", "static", "themes"];

/// Reads everything under `root`.
///
/// # Errors
/// A folder that cannot be listed ends the reading; a file that cannot be read is a diagnostic.
pub fn read(root: &Path) -> Result<Source, Failure> {
    let mut source = Source::default();
    if !root.join("content").is_dir() {
        source.unread.insert(PathBuf::from("content"), no_content(root));
        return Ok(source);
    }
    let mut found = Vec::new();
    for folder in FOLDERS.map(|folder| root.join(folder)) {
        if folder.is_dir() {
            found.extend(files_in(&folder)?);
        }
    }
    source.take(root, found);
    Ok(source)
}

fn no_content(root: &Path) -> Diagnostic {
    let message = Message::new(
        format!("Không thấy thư mục `content` trong `{}`", root.display()),
        format!("There is no `content` folder in `{}`", root.display()),
    );
    Diagnostic::general(&codes::NO_CONTENT, message).help(
        "Chạy lệnh trong thư mục của cổng, hoặc thêm `--root THƯ_MỤC`.",
        "Run it in the portal's folder, or add `--root FOLDER`.",
    )
}

impl Source {
    /// Everything again, with only `changed` read anew: files or folders, by their paths under the root. What did not
    /// really change keeps its allocation, so that pointers tell what did.
    ///
    /// # Errors
    /// A folder that cannot be listed ends the reading.
    pub fn refresh(&self, root: &Path, changed: &BTreeSet<PathBuf>) -> Result<Self, Failure> {
        let mut source = self.clone();
        let mut found = Vec::new();
        for path in changed.iter().filter(|path| is_read(path)) {
            source.forget(path);
            let location = root.join(path);
            // Links are not followed, so what is behind one is not there.
            if fs::symlink_metadata(&location).is_ok_and(|found| !found.is_symlink()) {
                found.extend(files_in(&location)?);
            }
        }
        for path in source.take(root, found) {
            keep(source.texts.get_mut(&path), self.texts.get(&path));
            keep(source.themes.get_mut(&path), self.themes.get(&path));
        }
        Ok(source)
    }

    /// The text of a file, where it is one.
    pub fn text(&self, path: &SourcePath) -> Option<&str> {
        let theme = || self.themes.get(path).and_then(|bytes| std::str::from_utf8(bytes).ok());
        self.texts.get(path).map(|text| &**text).or_else(theme)
    }

    /// Takes the Markdown texts out.
    pub fn take_pages(&mut self) -> BTreeMap<SourcePath, Arc<str>> {
        let others: Vec<SourcePath> = self.texts.keys().filter(|path| !path.is_markdown()).cloned().collect();
        let mut pages = std::mem::take(&mut self.texts);
        self.texts = others.into_iter().filter_map(|path| pages.remove_entry(&path)).collect();
        pages
    }

    /// Reads these texts again, where they are not at hand.
    ///
    /// # Errors
    /// As for [`Self::refresh`].
    pub fn recall<'a>(
        self,
        root: &Path,
        paths: impl Iterator<Item = &'a SourcePath>,
    ) -> Result<Self, Failure> {
        let missing = paths.filter(|path| !self.texts.contains_key(*path) && !self.files.contains_key(*path));
        let missing: BTreeSet<PathBuf> = missing.map(|path| path.as_str().into()).collect();
        if missing.is_empty() { Ok(self) } else { self.refresh(root, &missing) }
    }

    /// Whether both were read from the same files, each from one reading of it.
    pub fn is_same(&self, other: &Self) -> bool {
        shares(&self.texts, &other.texts)
            && shares(&self.themes, &other.themes)
            && self.files == other.files
            && self.unread == other.unread
    }

    /// Whether a text is empty now that was not before.
    pub fn has_emptied(&self, before: &Self) -> bool {
        let was_text = |path| before.texts.get(path).is_some_and(|text| !text.is_empty());
        self.texts.iter().any(|(path, text)| text.is_empty() && was_text(path))
    }

    /// Forgets a file, or a folder and all that is in it.
    fn forget(&mut self, path: &Path) {
        self.unread.retain(|known, _| !known.starts_with(path));
        let Some(path) = source_path(path) else { return };
        self.unread.retain(|known, _| !known.starts_with(path.as_str()));
        forget_in(&mut self.texts, &path);
        forget_in(&mut self.files, &path);
        forget_in(&mut self.themes, &path);
    }

    /// Reads the files at these places under `root`, in parallel; their paths come back.
    fn take(&mut self, root: &Path, found: Vec<PathBuf>) -> Vec<SourcePath> {
        let read = |room: &mut Vec<u8>, location: PathBuf| {
            let relative = location.strip_prefix(root).unwrap_or(&location);
            let path = source_path(relative).ok_or_else(|| (relative.to_owned(), bad_name(relative)))?;
            match read_one(&path, &location, room) {
                Ok(read) => Ok((path, read)),
                Err(diagnostic) => Err((PathBuf::from(path.as_str()), diagnostic)),
            }
        };
        let found = found.into_par_iter().with_max_len(AT_A_TIME);
        let all: Vec<Result<_, _>> = found.map_init(Vec::new, read).collect();
        let mut paths = Vec::with_capacity(all.len());
        for read in all {
            match read {
                Err((path, diagnostic)) => drop(self.unread.insert(path, *diagnostic)),
                Ok((path, read)) => {
                    paths.push(path.clone());
                    match read {
                        Read::Text(text) => drop(self.texts.insert(path, text)),
                        Read::File(info) => drop(self.files.insert(path, info)),
                        Read::Theme(bytes) => drop(self.themes.insert(path, bytes)),
                    }
                }
            }
        }
        paths
    }
}

/// Whether both hold the same values, by their allocations.
pub fn shares<T: ?Sized>(one: &BTreeMap<SourcePath, Arc<T>>, other: &BTreeMap<SourcePath, Arc<T>>) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(a, b)| a.0 == b.0 && Arc::ptr_eq(a.1, b.1))
}

fn forget_in<T>(map: &mut BTreeMap<SourcePath, T>, path: &SourcePath) {
    let from = map.range(path..).map(|(known, _)| known);
    let alike = from.take_while(|known| known.as_str().starts_with(path.as_str()));
    let inside = alike.filter(|known| Path::new(known.as_str()).starts_with(path.as_str()));
    for gone in inside.cloned().collect::<Vec<_>>() {
        map.remove(&gone);
    }
}

/// Puts the earlier allocation back where it holds the same.
fn keep<T: ?Sized + PartialEq>(new: Option<&mut Arc<T>>, old: Option<&Arc<T>>) {
    if let (Some(new), Some(old)) = (new, old)
        && **new == **old
    {
        *new = Arc::clone(old);
    }
}

/// Whether something at this path under the root is read: in one of the folders, and nowhere hidden.
pub fn is_read(path: &Path) -> bool {
    let mut parts = path.components().map(|part| part.as_os_str().to_string_lossy());
    parts.next().is_some_and(|top| FOLDERS.contains(&&*top)) && parts.all(|part| !is_hidden_name(&part))
}

/// Hidden files, and what office programs leave beside an open document.
fn is_hidden(entry: &DirEntry) -> bool {
    entry.depth() > 0 && is_hidden_name(&entry.file_name().to_string_lossy())
}

fn is_hidden_name(name: &str) -> bool {
    name.starts_with(['.', '~']) || name.ends_with('~') || name == "Thumbs.db" || name == "desktop.ini"
}

/// The files at a place and below that are read, in order. Links are not followed: what they lead to may lie outside
/// the root.
fn files_in(place: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !place.is_dir() {
        return Ok(place.is_file().then(|| place.to_owned()).into_iter().collect());
    }
    // The folders in the uppermost one are walked beside each other.
    let mut uppermost = walk(WalkDir::new(place).max_depth(1))?;
    let inside = |entry: DirEntry| match entry.file_type() {
        kind if kind.is_dir() && entry.depth() > 0 => {
            let files = walk(WalkDir::new(entry.path()))?.into_iter();
            Ok(files.filter(|entry| entry.file_type().is_file()).map(DirEntry::into_path).collect())
        }
        kind if kind.is_file() => Ok(vec![entry.into_path()]),
        _ => Ok(Vec::new()),
    };
    let files: Result<Vec<Vec<PathBuf>>, Failure> = uppermost.par_drain(..).map(inside).collect();
    Ok(files?.concat())
}

fn walk(walk: WalkDir) -> Result<Vec<DirEntry>, Failure> {
    // Neighbours have one path but for their names, and whole paths are compared several times faster than names.
    let walk = walk.sort_by(|a, b| a.path().as_os_str().cmp(b.path().as_os_str())).into_iter();
    let found = walk.filter_entry(|entry| !is_hidden(entry)).map(|entry| {
        entry.map_err(|error| Failure {
            path: error.path().unwrap_or(Path::new("")).to_owned(),
            reason: error.into_io_error().unwrap_or_else(|| io::Error::other("không đọc được thư mục")),
        })
    });
    found.collect()
}

fn bad_name(relative: &Path) -> Box<Diagnostic> {
    let shown = relative.to_string_lossy();
    let message = Message::new(
        format!("Tên tệp không dùng được: `{}`", shown.escape_debug()),
        format!("The file name cannot be used: `{}`", shown.escape_debug()),
    );
    Box::new(Diagnostic::general(&codes::BAD_FILE_NAME, message).help(
        "Đổi tên tệp: chữ thường không dấu, nối bằng gạch ngang.",
        "Rename it: lower-case letters without accents, joined by hyphens.",
    ))
}

/// A path under the root, where it is one that can be used.
fn source_path(relative: &Path) -> Option<SourcePath> {
    let path = relative.to_str()?.replace(std::path::MAIN_SEPARATOR, "/");
    SourcePath::new(&path).filter(|path| !path.as_str().contains(char::is_control))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_is_read_again() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("content/a");
        fs::create_dir_all(&folder).unwrap();
        for name in ["a/b.md", "a/c.md", "a-d.md", "a/e.txt"] {
            fs::write(root.path().join("content").join(name), name).unwrap();
        }
        let before = read(root.path()).unwrap();
        let text = |source: &Source, path: &str| source.texts.get(&SourcePath::new(path).unwrap()).cloned();
        let changed = |paths: &[&str]| paths.iter().map(PathBuf::from).collect();

        fs::write(folder.join("b.md"), "mới").unwrap();
        fs::write(folder.join("c.md"), "không ai báo").unwrap();
        let after = before.refresh(root.path(), &changed(&["content/a/b.md", "content/a-d.md"])).unwrap();
        assert_eq!(text(&after, "content/a/b.md").as_deref(), Some("mới"));
        assert_eq!(text(&after, "content/a/c.md").as_deref(), Some("a/c.md"));
        let same = |path| Arc::ptr_eq(&text(&before, path).unwrap(), &text(&after, path).unwrap());
        assert!(same("content/a-d.md"));

        fs::write(folder.join("b.md"), [0xff]).unwrap();
        let broken = after.refresh(root.path(), &changed(&["content/a/b.md"])).unwrap();
        assert!(text(&broken, "content/a/b.md").is_none());
        assert_eq!(broken.unread.values().map(|d| d.code.id).collect::<Vec<_>>(), ["E001"]);

        fs::remove_dir_all(&folder).unwrap();
        let gone = broken.refresh(root.path(), &changed(&["content/a"])).unwrap();
        assert_eq!(gone.texts.keys().map(SourcePath::as_str).collect::<Vec<_>>(), ["content/a-d.md"]);
        assert!(gone.files.is_empty() && gone.unread.is_empty());
    }

    #[test]
    fn what_lies_outside_or_hidden_is_not_read() {
        for path in ["public/index.html", "content/.git/a.md", "content/a.md~", "content/~$a.docx", ""] {
            assert!(!is_read(Path::new(path)), "{path}");
        }
        assert!(is_read(Path::new("content/a.md")) && is_read(Path::new("themes")));
    }
}
