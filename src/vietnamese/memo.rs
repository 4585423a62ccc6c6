//! Texts read word by word, as search sees them, with what was noted of each word before.

use super::recall::{LONGEST, Recall, before_sign, chunk};
use super::tokenize::{ASCII, Gap, Reader, Token, Word};

/// Remembers how words are spelled, and what is noted of each.
#[derive(Clone, Debug, Default)]
pub struct Memo<T> {
    known: Recall<(Token, T)>,
}

impl<T: Copy + Default> Memo<T> {
    /// Forgets what was noted.
    pub fn forget(&mut self) {
        self.known.values().for_each(|(_, note)| *note = T::default());
    }

    /// Calls `see` with every word of `text`, as [`words`](super::words) does, and with what it noted of the word before;
    /// what it returns is noted.
    #[inline]
    pub fn words(&mut self, text: &str, see: impl FnMut(Word, T) -> T) {
        let mut reader = Reader::new(Some(Gap::Line), see);
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if is_sign(byte) {
                reader.gap(char::from(byte));
                at += 1;
                continue;
            }
            let rest = bytes.get(at..).unwrap_or_default();
            let chunk = chunk(rest);
            let len = match before_sign(chunk) {
                LONGEST.. => rest.iter().position(|&byte| is_sign(byte)).unwrap_or(rest.len()),
                len => len,
            };
            let word = || text.get(at..at + len).unwrap_or_default();
            match self.known.find(chunk, len, || Some((alone(word())?, T::default()))) {
                Some((token, note)) => *note = reader.known(*token, *note),
                None => reader.read(word()),
            }
            at += len;
        }
        reader.end();
    }
}

/// Whether an ASCII character parts words.
#[inline]
fn is_sign(byte: u8) -> bool {
    ASCII.get(usize::from(byte)) == Some(&0)
}

/// The word that a text is; nothing where it is more or less than one.
fn alone(text: &str) -> Option<Token> {
    let mut reader = Reader::new(None, |_, ()| ());
    reader.read(text);
    reader.alone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remembers_what_words_are() {
        let texts = [
            "Điều 5 của Quy chế 01/QCPH-CAT-SGDĐT; điều 5",
            "“trường” – trường… 3204/HD‑BCĐ 3204 / HD",
            "tru\u{323}o\u{31b}\u{300}ng \u{300} a\u{ad}b đ\u{200b}\u{300}/đ 0012 nghiêngnghiêngnghiêng x",
            "\u{300}\u{300} a\u{301}\u{301}-a \n\n b",
        ];
        let mut memo: Memo<Option<Token>> = Memo::default();
        for _ in 0..3 {
            for text in texts {
                let (mut expected, mut found) = (Vec::new(), Vec::new());
                super::super::words(text, |word| expected.push(word));
                memo.words(text, |word, noted| {
                    assert!(noted.is_none_or(|noted| noted == word.token), "{word:?}");
                    found.push(word);
                    Some(word.token)
                });
                assert_eq!(found, expected, "{text}");
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn reads_any_text_alike(text in "([ -~\u{a0}-\u{1b0}\u{300}-\u{323}\u{2010}-\u{2026}]|trường|[ a-z/\n-]){0,60}") {
            let (mut expected, mut found) = (Vec::new(), Vec::new());
            super::super::words(&text, |word| expected.push(word));
            let mut memo: Memo<()> = Memo::default();
            memo.words(&text, |word, ()| found.push(word));
            proptest::prop_assert_eq!(found, expected);
        }
    }
}
