//! Reads one file.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;

use super::FileInfo;
use crate::diagnostic::{Diagnostic, Message, codes};
use crate::path::SourcePath;
use crate::text::{Span, any_byte, nfc};

/// The largest text that is read, in bytes: spans hold 32 bits, and a page of this size helps nobody.
const LARGEST_TEXT: u64 = 64 << 20;

/// What one file turned out to be.
pub(super) enum Read {
    Text(Arc<str>),
    File(FileInfo),
    Theme(Arc<[u8]>),
}

/// Reads one file; its bytes come to stand in `room`, which serves one file after the other.
pub(super) fn read_one(
    path: &SourcePath,
    location: &Path,
    room: &mut Vec<u8>,
) -> Result<Read, Box<Diagnostic>> {
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
    if !is_text && !is_theme {
        let size = fs::metadata(location).map_err(unreadable)?.len();
        let picture = matches!(path.extension().as_str(), "png" | "jpg" | "jpeg" | "gif" | "webp");
        let dimensions = picture.then(|| imagesize::size(location).ok()).flatten();
        let dimensions = dimensions.map(|size| (size.width, size.height));
        return Ok(Read::File(FileInfo { location: location.to_owned(), size, dimensions }));
    }
    room.clear();
    // To ask for the size first would take as long as reading.
    let read = fs::File::open(location).and_then(|file| file.take(LARGEST_TEXT + 1).read_to_end(room));
    if read.map_err(unreadable)? as u64 > LARGEST_TEXT {
        let message = Message::new("Tệp lớn hơn 64 MiB", "The file is over 64 MiB");
        return Err(Box::new(Diagnostic::at(&codes::FILE_TOO_LARGE, path, Span::default(), message)));
    }
    if is_theme {
        return Ok(Read::Theme(room.as_slice().into()));
    }
    text(path, room).map(|text| Read::Text(text.into()))
}

/// Bytes as text in its one form, or what is wrong with them.
fn text<'b>(path: &SourcePath, bytes: &'b [u8]) -> Result<Cow<'b, str>, Box<Diagnostic>> {
    match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => Ok(normalize(text)),
        Err(error) => {
            let at = error.valid_up_to();
            // The text is not kept, so its line is told here.
            let line = 1 + bytes.iter().take(at).filter(|byte| **byte == b'\n').count();
            let message = Message::new(
                format!("Tệp không phải UTF-8: dòng {line} có ký tự lưu theo bảng mã khác"),
                format!("The file is not UTF-8: line {line} holds characters in another encoding"),
            );
            let diagnostic = Diagnostic::at(&codes::NOT_UTF8, path, Span::new(at..at + 1), message)
                .help("Mở tệp rồi lưu lại với mã UTF-8.", "Open the file and save it again as UTF-8.");
            Err(Box::new(diagnostic))
        }
    }
}

/// Removes a BOM, makes line ends LF and letters NFC. Most texts are in this form already and are not copied.
pub fn normalize(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if !any_byte(text.as_bytes(), |byte| matches!(byte, b'\r' | b'\0')) {
        return nfc(text);
    }
    let lines = text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{FFFD}");
    nfc(&lines).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_one_form() {
        assert_eq!(normalize("\u{FEFF}a\r\nđie\u{302}\u{300}u\r"), "a\nđiều\n");
    }

    #[test]
    fn other_encodings_are_named_at_their_place() {
        let path = SourcePath::new("content/a.md").unwrap();
        let error = text(&path, b"ti\xEAu \xE1").unwrap_err();
        assert_eq!((error.code.id, error.place.unwrap().span), ("E001", Span { start: 2, end: 3 }));
    }
}
