//! Scripts: the parts of `scripts/NAME/` become one classic script `assets/NAME.js`, and every script is minified.

use std::collections::BTreeMap;
use std::sync::Arc;

use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_compat::EngineTargets;
use oxc_minifier::{CompressOptions, Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;
use rayon::prelude::*;

use super::{File, Files, mistake};
use crate::diagnostic::{Diagnostic, Message, codes};
use crate::path::Route;
use crate::text::LineIndex;

/// The minifier writes nothing newer than this; what the scripts themselves hold stays.
const TARGET: &str = "es2015";

/// The scripts under `assets/`, and those that are joined from parts under `scripts/NAME/`.
pub(super) fn all(
    files: &Files,
    texts: &BTreeMap<String, String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<(Route, Arc<[u8]>)>> {
    let mut parts: BTreeMap<(Route, bool), Vec<&File>> = BTreeMap::new();
    for (path, file) in files.iter().filter(|(path, _)| path.ends_with(".js")) {
        let joined = path.strip_prefix("scripts/").and_then(|inner| inner.split_once('/'));
        let asset = joined.map_or_else(|| path.clone(), |(name, _)| format!("assets/{name}.js"));
        if let Some(route) = Route::new(&asset).filter(|route| route.as_str().starts_with("assets/")) {
            parts.entry((route, joined.is_some())).or_default().push(file);
        }
    }
    let read = parts.into_par_iter().map(|((route, joined), parts)| {
        let script = made(&parts, joined)?;
        Ok((route, Arc::from(with_texts(&script, texts).into_bytes())))
    });
    let read: Vec<Result<_, Box<Diagnostic>>> = read.collect();
    let mut scripts = Vec::new();
    for read in read {
        match read {
            Ok(script) => scripts.push(script),
            Err(wrong) => diagnostics.push(*wrong),
        }
    }
    diagnostics.is_empty().then_some(scripts)
}

/// A script of its parts, or what is wrong with it. Parts declare functions and variables; all of them share one
/// function of their own.
fn made(parts: &[&File], joined: bool) -> Result<String, Box<Diagnostic>> {
    let what = ["Tệp JavaScript của giao diện viết sai", "The script is not valid"];
    let mut texts = Vec::new();
    for part in parts {
        texts.push(std::str::from_utf8(&part.1).map_err(|error| Box::new(mistake(part, None, what, error)))?);
    }
    let mut script = texts.join("\n");
    if joined {
        script = format!("(function(){{'use strict';{script}\n}})();");
    }
    minify(&script).map_err(|(_, reason)| {
        let first = parts.iter().zip(texts).find_map(|(part, text)| {
            let (at, reason) = minify(text).err()?;
            Some(mistake(part, Some(LineIndex::new(text).position(text, at)), what, reason))
        });
        // Each is right alone, and not all together.
        let [vi, en] = what.map(|what| format!("{what}: {reason}"));
        Box::new(first.unwrap_or_else(|| Diagnostic::general(&codes::BAD_THEME, Message::new(vi, en))))
    })
}

/// Where a script cannot be read, in bytes, and why.
type Fault = (u32, String);

/// The script in few bytes, all of them ASCII: other people's pages, which load it too, may be in any encoding.
fn minify(script: &str) -> Result<String, Fault> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, script, SourceType::unambiguous()).parse();
    if let Some(error) = parsed.diagnostics.first() {
        let at = error.labels.first().map_or(0, |label| label.offset());
        return Err((at, error.message.to_string()));
    }
    let mut program = parsed.program;
    let target = EngineTargets::from_target(TARGET).unwrap_or_default();
    let compress = Some(CompressOptions { target, ..CompressOptions::smallest() });
    let minifier = Minifier::new(MinifierOptions { compress, ..MinifierOptions::default() });
    let scoping = minifier.minify(&allocator, &mut program).scoping;
    let codegen = Codegen::new().with_options(CodegenOptions::minify()).with_scoping(scoping);
    Ok(ascii(&codegen.build(&program).code))
}

/// The script with every other character in its escaped form, which strings, patterns and names all may have.
fn ascii(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    for c in script.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            out.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    out
}

/// The script with the theme's text of that name for each `TEXTS.name`, so that a page loads one language only.
fn with_texts(script: &str, texts: &BTreeMap<String, String>) -> String {
    let mut pieces = script.split("TEXTS.");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let end = piece.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(piece.len());
        let (key, rest) = piece.split_at(end);
        let text = texts.get(key).map_or(key, String::as_str);
        out.push_str(&serde_json::to_string(text).unwrap_or_default());
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;
    use crate::path::SourcePath;
    use crate::text::Span;

    #[test]
    fn a_script_does_what_it_did_in_ascii_and_in_the_syntax_of_its_time() {
        let cases = [
            (
                "// Says.\nfunction say (words) { alert('Đ' + words) /* all */ }",
                "function say(e){alert(`\\u0110`+e)}",
            ),
            ("x = a === null || a === undefined ? b : a", "x=a==null?b:a;"),
            ("x = a == null ? undefined : a.b", "x=a==null?void 0:a.b;"),
            ("try { f(); } catch (error) {}", "try{f()}catch(e){}"),
            ("x = /[đ😀]/u", "x=/[\\u0111\\ud83d\\ude00]/u;"),
            ("", ""),
        ];
        for (script, expected) in cases {
            assert_eq!(minify(script).unwrap(), expected);
        }
    }

    /// What comes of parts, or what is wrong, where.
    fn joined(parts: &[&str]) -> Result<String, (String, Span)> {
        let file = |(at, part): (usize, &&str)| {
            (SourcePath::new(&format!("themes/a/{at}.js")).unwrap(), Arc::from(part.as_bytes()))
        };
        let files: Vec<File> = parts.iter().enumerate().map(file).collect();
        made(&files.iter().collect::<Vec<_>>(), true).map_err(|diagnostic| {
            let Place { file, span } = diagnostic.place.unwrap();
            (file.as_str().to_owned(), span)
        })
    }

    #[test]
    fn parts_become_one_script_in_the_theme_s_language() {
        let texts = BTreeMap::from([(String::from("close"), String::from("Đóng \"x\""))]);
        let parts =
            ["// One\nvar one = TEXTS.close;\nfunction say() { alert(one); }", "say(); alert(TEXTS.none)"];
        assert_eq!(
            with_texts(&joined(&parts).unwrap(), &texts),
            "(function(){\"use strict\";var e=\"Đóng \\\"x\\\"\";function t(){alert(e)}t(),alert(\"none\")})();"
        );
    }

    #[test]
    fn the_part_that_is_no_script_is_told() {
        let fault = (String::from("themes/a/1.js"), Span { start: 17, end: 18 });
        assert_eq!(joined(&["function open() {}", "var one = 1;\nvar = 2;", "}"]), Err(fault));
    }
}
