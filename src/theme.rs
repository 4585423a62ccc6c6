//! Themes: templates, style sheet, scripts and texts. The default theme is embedded in the binary; a folder
//! `themes/NAME/` on disk overrides single files of it.

mod script;
mod template;

use std::collections::BTreeMap;
use std::sync::Arc;

use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};
use template::Constants;
use tera::{Tera, Value};

use crate::config::SiteLanguage;
use crate::diagnostic::{Checked, Diagnostic, Message, codes};
use crate::path::{Route, SourcePath};
use crate::source::Source;
use crate::text::{Position, span_at};
use crate::yaml;

/// The default theme's name.
pub const DEFAULT: &str = "antt";

#[derive(rust_embed::Embed)]
#[folder = "themes/antt/"]
struct Embedded;

/// A theme, ready to render with.
pub struct Theme {
    /// The templates. The texts of the page's language are the global value `t`, the icons are `icon`.
    pub tera: Tera,
    /// The files under `assets/` of every site.
    pub assets: Vec<(Route, Arc<[u8]>)>,
    /// The name of the style sheet under `assets/`, with a digest of its content.
    pub stylesheet: String,
    /// The texts of the page's language.
    pub texts: BTreeMap<String, String>,
    /// What every file of the theme adds up to, for caches.
    pub digest: blake3::Hash,
}

impl Theme {
    /// The text called `key`; the key itself where the theme has none.
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.texts.get(key).map_or(key, String::as_str)
    }
}

/// A file of a theme, with where it comes from.
type File = (SourcePath, Arc<[u8]>);

/// Files of a theme by their path in it.
type Files = BTreeMap<String, File>;

/// Loads the theme called `name`, or nothing where it is broken: then diagnostics say how.
pub fn load(source: &Source, name: &str, language: SiteLanguage) -> Checked<Option<Theme>> {
    let mut diagnostics = Vec::new();
    let files = collect(source, name, &mut diagnostics);
    let theme = (diagnostics.is_empty()).then(|| build(&files, language, &mut diagnostics));
    Checked { value: theme.flatten(), diagnostics }
}

fn collect(source: &Source, name: &str, diagnostics: &mut Vec<Diagnostic>) -> Files {
    let mut files = Files::new();
    for path in Embedded::iter() {
        let shown = SourcePath::new(&format!("themes/{DEFAULT}/{path}"));
        if let (Some(file), Some(shown)) = (Embedded::get(&path), shown) {
            files.insert(path.into_owned(), (shown, file.data.into_owned().into()));
        }
    }
    let prefix = format!("themes/{name}/");
    let mut found = name == DEFAULT;
    for (path, bytes) in &source.themes {
        if let Some(inner) = path.as_str().strip_prefix(&prefix) {
            found = true;
            files.insert(inner.to_owned(), (path.clone(), Arc::clone(bytes)));
        }
    }
    if !found {
        let names = source.themes.keys().filter_map(|path| path.as_str().split('/').nth(1));
        let message = Message::new(
            format!("Không có giao diện nào tên “{name}”"),
            format!("There is no theme called “{name}”"),
        );
        diagnostics
            .push(Diagnostic::general(&codes::NO_THEME, message).suggest(name, names.chain([DEFAULT])));
    }
    files
}

fn build(files: &Files, language: SiteLanguage, diagnostics: &mut Vec<Diagnostic>) -> Option<Theme> {
    let mut digest = blake3::Hasher::new();
    for (path, (_, bytes)) in files {
        digest.update(path.as_bytes()).update(&[0]).update(bytes).update(&[0]);
    }
    let texts = words(files, &format!("i18n/{}.yaml", language.tag()), diagnostics);
    let icons = words(files, "icons.yaml", diagnostics);
    let tera = templates(files, &texts, &icons, diagnostics)?;
    let style = stylesheet(files, diagnostics)?;
    let short: String = blake3::hash(style.as_bytes()).to_hex().chars().take(8).collect();
    let stylesheet = format!("style-{short}.css");
    let mut assets = Vec::new();
    assets
        .extend(Route::new(&format!("assets/{stylesheet}")).map(|route| (route, style.into_bytes().into())));
    assets.extend(script::all(files, &texts, diagnostics)?);
    let others = files.iter().filter(|(path, _)| path.starts_with("assets/"));
    let others = others.filter(|(path, _)| !path.ends_with(".css") && !path.ends_with(".js"));
    assets.extend(others.filter_map(|(path, (_, bytes))| Some((Route::new(path)?, Arc::clone(bytes)))));
    Some(Theme { tera, assets, stylesheet, texts, digest: digest.finalize() })
}

/// A script of the default theme, as every site has it under `assets/`; empty where there is none.
pub fn default_script(name: &str) -> String {
    let files = collect(&Source::default(), DEFAULT, &mut Vec::new());
    let texts = format!("i18n/{}.yaml", SiteLanguage::default().tag());
    let texts = words(&files, &texts, &mut Vec::new());
    let scripts = script::all(&files, &texts, &mut Vec::new()).unwrap_or_default();
    let script = scripts.into_iter().find(|(route, _)| route.as_str() == format!("assets/{name}.js"));
    script.and_then(|(_, bytes)| String::from_utf8(bytes.to_vec()).ok()).unwrap_or_default()
}

/// What is wrong with a template, on one line: the reason, and its place in the template.
pub fn reason(error: &tera::Error) -> String {
    let text = error.to_string();
    let mut lines = text.lines().map(str::trim);
    let reason = lines.next().unwrap_or_default();
    let place = lines.find_map(|line| line.strip_prefix("--> "));
    let reason = reason.strip_prefix("error: ").unwrap_or(reason);
    place.map_or_else(|| reason.to_owned(), |place| format!("{reason} ({place})"))
}

/// A mistake in a file of the theme, at a position where one is known.
fn mistake(
    (file, bytes): &File,
    position: Option<Position>,
    [vi, en]: [&str; 2],
    detail: impl std::fmt::Display,
) -> Diagnostic {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let span = position.map(|position| span_at(text, position)).unwrap_or_default();
    let message = Message::new(format!("{vi}: {detail}"), format!("{en}: {detail}"));
    Diagnostic::at(&codes::BAD_THEME, file, span, message)
}

/// A file of the theme that holds texts by name.
fn words(files: &Files, path: &str, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, String> {
    let Some(file) = files.get(path) else { return BTreeMap::new() };
    serde_yaml::from_slice(&file.1).unwrap_or_else(|error| {
        let what = ["Tệp chữ của giao diện viết sai", "The theme's texts are not valid"];
        diagnostics.push(mistake(file, yaml::position(&error), what, error));
        BTreeMap::new()
    })
}

fn templates(
    files: &Files,
    texts: &BTreeMap<String, String>,
    icons: &BTreeMap<String, String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Tera> {
    let mut tera = Tera::new();
    let constants = Constants::new(texts, icons);
    let mut sources = Vec::new();
    for (path, file) in files {
        let Some(name) = path.strip_prefix("templates/") else { continue };
        match std::str::from_utf8(&file.1) {
            Ok(text) => sources.push((name, constants.fill(text))),
            Err(error) => {
                let what = ["Khuôn trang không phải UTF-8", "The template is not UTF-8"];
                diagnostics.push(mistake(file, None, what, error));
            }
        }
    }
    if let Err(error) = tera.add_raw_templates(sources) {
        let reason = reason(&error);
        let what = ["Khuôn trang của giao diện viết sai", "A template of the theme is not valid"];
        let file = files.values().find(|(file, _)| reason.contains(file.name()));
        diagnostics.extend(
            file.or_else(|| files.values().next()).map(|file| mistake(file, place(&reason), what, &reason)),
        );
        return None;
    }
    tera.global_context().insert("t", texts);
    let icons = constants.icons().iter().map(|(name, icon)| (name, Value::safe_string(icon)));
    tera.global_context().insert("icon", &icons.collect::<BTreeMap<_, _>>());
    Some(tera)
}

/// The position that a [`reason`] ends with: "… (page.html:3:15)".
fn place(reason: &str) -> Option<Position> {
    let mut parts = reason.strip_suffix(')')?.rsplit(':');
    let column = parts.next()?.parse().ok()?;
    Some(Position { line: parts.next()?.parse().ok()?, column })
}

/// One style sheet of all `assets/**/*.css`, in the order of their names.
fn stylesheet(files: &Files, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let mut all = String::new();
    for (_, file) in files.iter().filter(|(path, _)| path.starts_with("assets/") && path.ends_with(".css")) {
        match std::str::from_utf8(&file.1).map_err(|error| (None, error.to_string())).and_then(minify) {
            Ok(css) => all.push_str(&css),
            Err((position, reason)) => {
                let what = ["Tệp CSS viết sai", "The style sheet is not valid"];
                diagnostics.push(mistake(file, position, what, reason));
            }
        }
    }
    diagnostics.is_empty().then_some(all)
}

/// The style sheet in few bytes, or where it cannot be read and why.
fn minify(css: &str) -> Result<String, (Option<Position>, String)> {
    fn fault<T: std::fmt::Display>(error: lightningcss::error::Error<T>) -> (Option<Position>, String) {
        let position = error.loc.map(|place| Position { line: place.line + 1, column: place.column });
        (position, error.kind.to_string())
    }
    let mut sheet = StyleSheet::parse(css, ParserOptions::default()).map_err(fault)?;
    sheet.minify(MinifyOptions::default()).map_err(fault)?;
    let printed = sheet.to_css(PrinterOptions { minify: true, ..PrinterOptions::default() });
    printed.map(|css| css.code).map_err(fault)
}
