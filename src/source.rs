//! The only reader of the root: `content/`, `static/`, `themes/`, and the sizes of pictures.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use unicode_normalization::{UnicodeNormalization, is_nfc};
use walkdir::{DirEntry, WalkDir};

use crate::diagnostic::{Checked, Diagnostic, Message, codes};
use crate::path::SourcePath;
use crate::text::Span;

/// The largest text that is read, in bytes: spans hold 32 bits, and a page of this size helps nobody.
const LARGEST_TEXT: u64 = 64 << 20;

/// Everything that was read, by path.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The texts (`.md`, `.yaml`): UTF-8 without BOM, NFC, lines ending in LF.
    pub texts: BTreeMap<SourcePath, Arc<str>>,
    /// Every other file under `content/` and `static/`.
    pub files: BTreeMap<SourcePath, FileInfo>,
    /// Texts that are there and cannot be read: a link to one is not broken.
    pub damaged: BTreeSet<SourcePath>,
    /// The files of `themes/`, by path.
    pub themes: BTreeMap<SourcePath, Arc<[u8]>>,
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

/// What one file turned out to be.
enum Read {
    Text(Arc<str>),
    File(FileInfo),
    Theme(Arc<[u8]>),
}

/// Reads everything under `root`.
///
/// # Errors
/// A folder that cannot be listed ends the reading; a file that cannot be read is a diagnostic.
pub fn read(root: &Path) -> Result<Checked<Source>, Failure> {
    let mut diagnostics = Vec::new();
    let mut paths = Vec::new();
    if !root.join("content").is_dir() {
        let message = Message::new(
            format!("Không thấy thư mục `content` trong `{}`", root.display()),
            format!("There is no `content` folder in `{}`", root.display()),
        );
        let diagnostic = Diagnostic::general(&codes::NO_CONTENT, message).help(
            "Chạy lệnh trong thư mục của cổng, hoặc thêm `--root THƯ_MỤC`.",
            "Run it in the portal's folder, or add `--root FOLDER`.",
        );
        return Ok(Checked { value: Source::default(), diagnostics: vec![diagnostic] });
    }
    for top in ["content", "static", "themes"] {
        let folder = root.join(top);
        if folder.is_dir() {
            list(root, &folder, &mut paths, &mut diagnostics)?;
        }
    }
    let read: Vec<_> = paths.into_par_iter().map(|(path, location)| read_file(path, &location)).collect();
    let mut source = Source::default();
    for (path, result) in read {
        match result {
            Ok(Read::Text(text)) => drop(source.texts.insert(path, text)),
            Ok(Read::File(info)) => drop(source.files.insert(path, info)),
            Ok(Read::Theme(bytes)) => drop(source.themes.insert(path, bytes)),
            Err(diagnostic) => {
                source.damaged.insert(path);
                diagnostics.push(*diagnostic);
            }
        }
    }
    Ok(Checked { value: source, diagnostics })
}

/// Hidden files, and what office programs leave beside an open document.
fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() > 0
        && (name.starts_with(['.', '~'])
            || name.ends_with('~')
            || name == "Thumbs.db"
            || name == "desktop.ini")
}

fn list(
    root: &Path,
    folder: &Path,
    paths: &mut Vec<(SourcePath, PathBuf)>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<(), Failure> {
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(|entry| !is_hidden(entry))
    {
        let entry = entry.map_err(|error| Failure {
            path: error.path().unwrap_or(folder).to_owned(),
            reason: error.into_io_error().unwrap_or_else(|| io::Error::other("không đọc được thư mục")),
        })?;
        // Links are not followed: what they lead to may lie outside the root.
        if !entry.file_type().is_file() {
            continue;
        }
        let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let name = relative.to_str().map(|path| path.replace(std::path::MAIN_SEPARATOR, "/"));
        match name
            .as_deref()
            .and_then(SourcePath::new)
            .filter(|path| !path.as_str().contains(char::is_control))
        {
            Some(path) => paths.push((path, entry.into_path())),
            None => {
                let shown = relative.to_string_lossy();
                let message = Message::new(
                    format!("Tên tệp không dùng được: `{}`", shown.escape_debug()),
                    format!("The file name cannot be used: `{}`", shown.escape_debug()),
                );
                diagnostics.push(Diagnostic::general(&codes::BAD_FILE_NAME, message).help(
                    "Đổi tên tệp: chữ thường không dấu, nối bằng gạch ngang.",
                    "Rename it: lower-case letters without accents, joined by hyphens.",
                ));
            }
        }
    }
    Ok(())
}

fn read_file(path: SourcePath, location: &Path) -> (SourcePath, Result<Read, Box<Diagnostic>>) {
    let result = read_one(&path, location);
    (path, result)
}

fn read_one(path: &SourcePath, location: &Path) -> Result<Read, Box<Diagnostic>> {
    let unreadable = |error: io::Error| {
        let message = Message::new(
            format!("Không mở được tệp: {error}"),
            format!("The file cannot be opened: {error}"),
        );
        Box::new(Diagnostic::at(&codes::UNREADABLE, path, Span::default(), message))
    };
    let is_theme = path.as_str().starts_with("themes/");
    let is_text =
        path.as_str().starts_with("content/") && matches!(path.extension().as_str(), "md" | "yaml" | "yml");
    let size = fs::metadata(location).map_err(unreadable)?.len();
    if !is_text && !is_theme {
        let picture = matches!(path.extension().as_str(), "png" | "jpg" | "jpeg" | "gif" | "webp");
        let dimensions = picture.then(|| imagesize::size(location).ok()).flatten();
        let dimensions = dimensions.map(|size| (size.width, size.height));
        return Ok(Read::File(FileInfo { location: location.to_owned(), size, dimensions }));
    }
    if size > LARGEST_TEXT {
        let message = Message::new("Tệp lớn hơn 64 MiB", "The file is over 64 MiB");
        return Err(Box::new(Diagnostic::at(&codes::FILE_TOO_LARGE, path, Span::default(), message)));
    }
    let bytes = fs::read(location).map_err(unreadable)?;
    if is_theme {
        return Ok(Read::Theme(bytes.into()));
    }
    text(path, bytes).map(|text| Read::Text(text.into()))
}

/// Bytes as text in its one form, or what is wrong with them.
fn text(path: &SourcePath, bytes: Vec<u8>) -> Result<String, Box<Diagnostic>> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(normalize(text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let message = Message::new(
                "Tệp không phải UTF-8: có ký tự lưu theo bảng mã khác",
                "The file is not UTF-8: it holds characters in another encoding",
            );
            let diagnostic = Diagnostic::at(&codes::NOT_UTF8, path, Span::new(at..at + 1), message)
                .help("Mở tệp rồi lưu lại với mã UTF-8.", "Open the file and save it again as UTF-8.");
            Err(Box::new(diagnostic))
        }
    }
}

/// Removes a BOM, makes line ends LF and letters NFC. Most texts are in this form already and are not copied.
pub fn normalize(mut text: String) -> String {
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    if text.contains('\r') {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    if text.contains('\0') {
        text = text.replace('\0', "\u{FFFD}");
    }
    if is_nfc(&text) { text } else { text.nfc().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_one_form() {
        assert_eq!(normalize("\u{FEFF}a\r\nđie\u{302}\u{300}u\r".to_owned()), "a\nđiều\n");
    }

    #[test]
    fn other_encodings_are_named_at_their_place() {
        let path = SourcePath::new("content/a.md").unwrap();
        let error = text(&path, b"ti\xEAu \xE1".to_vec()).unwrap_err();
        assert_eq!((error.code.id, error.place.unwrap().span), ("E001", Span { start: 2, end: 3 }));
    }
}
