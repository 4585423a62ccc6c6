//! Raw keystrokes of the Telex and VNI input methods.

/// What `typed` says when it was typed with the input method off: "traatj" and "tra65t" → "trật"; nothing where it is
/// no Vietnamese syllable in keystrokes.
pub fn decode(typed: &str) -> Option<String> {
    let _ = typed;
    None
}

/// Whether `folded` (no accents, lower case) is spelled like a Vietnamese syllable.
pub fn is_syllable(folded: &str) -> bool {
    !folded.is_empty()
}
