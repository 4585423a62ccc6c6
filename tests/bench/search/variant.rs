//! The ways in which people type the same query.

use unicode_normalization::UnicodeNormalization;

/// A way of typing.
pub struct Variant {
    /// What it is called in the table.
    pub name: &'static str,
    /// What becomes of a query.
    pub spell: fn(&str) -> String,
}

/// All of them; the first is what the others are held against.
pub const VARIANTS: [Variant; 8] = [
    Variant { name: "accented", spell: str::to_owned },
    Variant { name: "unaccented", spell: unaccented },
    Variant { name: "half-accented", spell: half },
    Variant { name: "NFD", spell: |text| text.nfd().collect() },
    Variant { name: "other tone place", spell: other_place },
    Variant { name: "i/y swapped", spell: swapped },
    Variant { name: "Telex", spell: |text| keystrokes(text, true) },
    Variant { name: "VNI", spell: |text| keystrokes(text, false) },
];

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

pub fn unaccented(text: &str) -> String {
    let plain = text.nfd().filter(|&c| !is_mark(c));
    plain
        .map(|c| {
            if c == 'đ' {
                'd'
            } else if c == 'Đ' {
                'D'
            } else {
                c
            }
        })
        .collect()
}

/// Every other word loses its accents.
fn half(text: &str) -> String {
    let word = |(at, word): (usize, &str)| if at % 2 == 0 { word.to_owned() } else { unaccented(word) };
    text.split(' ').enumerate().map(word).collect::<Vec<_>>().join(" ")
}

fn replaced(text: &str, pairs: &[(&str, &str)]) -> String {
    let text: String = text.nfc().collect();
    let word = |word: &str| {
        let end = word.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        let (body, rest) = word.split_at(end);
        let low = body.to_lowercase();
        let found = pairs
            .iter()
            .find_map(|(from, to)| low.strip_suffix(from).map(|stem| format!("{stem}{to}{rest}")));
        found.unwrap_or_else(|| word.to_owned())
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// hòa ↔ hoà, hóa ↔ hoá, thúy ↔ thuý …
fn other_place(text: &str) -> String {
    let pairs = [
        ("òa", "oà"),
        ("óa", "oá"),
        ("ỏa", "oả"),
        ("õa", "oã"),
        ("ọa", "oạ"),
        ("òe", "oè"),
        ("óe", "oé"),
        ("ỏe", "oẻ"),
        ("õe", "oẽ"),
        ("ọe", "oẹ"),
        ("ùy", "uỳ"),
        ("úy", "uý"),
        ("ủy", "uỷ"),
        ("ũy", "uỹ"),
        ("ụy", "uỵ"),
    ];
    let both: Vec<(&str, &str)> = pairs.into_iter().flat_map(|(a, b)| [(a, b), (b, a)]).collect();
    replaced(text, &both)
}

/// kỹ ↔ kĩ, lý ↔ lí …
fn swapped(text: &str) -> String {
    let mut pairs = Vec::new();
    for onset in ["k", "l", "m", "s", "t", "h", "qu"] {
        for (y, i) in [("ý", "í"), ("ỳ", "ì"), ("ỷ", "ỉ"), ("ỹ", "ĩ"), ("ỵ", "ị"), ("y", "i")]
        {
            pairs.push((format!("{onset}{y}"), format!("{onset}{i}")));
        }
    }
    let whole = |word: &str| {
        let end = word.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        let (body, rest) = word.split_at(end);
        let low = body.to_lowercase();
        let found = pairs.iter().find_map(|(y, i)| {
            if low == *y {
                Some(i)
            } else if low == *i {
                Some(y)
            } else {
                None
            }
        });
        found.map_or_else(|| word.to_owned(), |other| format!("{other}{rest}"))
    };
    let text: String = text.nfc().collect();
    text.split(' ').map(whole).collect::<Vec<_>>().join(" ")
}

/// The keys of Telex or VNI with the input method off: the tone at the end of the word.
fn keystrokes(text: &str, telex: bool) -> String {
    let word = |word: &str| {
        let end = word.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        let (body, rest) = word.split_at(end);
        let (mut keys, mut tone) = (String::new(), String::new());
        for c in body.nfd() {
            let key = match (c, telex) {
                ('\u{300}', true) => {
                    tone = "f".into();
                    continue;
                }
                ('\u{301}', true) => {
                    tone = "s".into();
                    continue;
                }
                ('\u{309}', true) => {
                    tone = "r".into();
                    continue;
                }
                ('\u{303}', true) => {
                    tone = "x".into();
                    continue;
                }
                ('\u{323}', true) => {
                    tone = "j".into();
                    continue;
                }
                ('\u{300}', false) => {
                    tone = "2".into();
                    continue;
                }
                ('\u{301}', false) => {
                    tone = "1".into();
                    continue;
                }
                ('\u{309}', false) => {
                    tone = "3".into();
                    continue;
                }
                ('\u{303}', false) => {
                    tone = "4".into();
                    continue;
                }
                ('\u{323}', false) => {
                    tone = "5".into();
                    continue;
                }
                ('\u{302}', true) => keys.chars().last().map(|c| c.to_ascii_lowercase()).unwrap_or('a'),
                ('\u{302}', false) => '6',
                ('\u{306}' | '\u{31b}', true) => 'w',
                ('\u{306}', false) => '8',
                ('\u{31b}', false) => '7',
                ('đ' | 'Đ', true) => {
                    keys.push('d');
                    'd'
                }
                ('đ' | 'Đ', false) => {
                    keys.push('d');
                    '9'
                }
                _ => c,
            };
            keys.push(key);
        }
        keys + &tone + rest
    };
    let text: String = text.nfc().collect();
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}
