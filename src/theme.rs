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
use crate::diagnostic::{Checked, Code, Diagnostic, Message, codes};
use crate::path::{Route, SourcePath};
use crate::source::Source;
use crate::text::Span;

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

/// Files of a theme by their path in it, with where they come from.
type Files = BTreeMap<String, (SourcePath, Arc<[u8]>)>;

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
    for (path, (_, bytes)) in
        files.iter().filter(|(path, _)| path.starts_with("assets/") && !path.ends_with(".css"))
    {
        let script = path.ends_with(".js").then(|| std::str::from_utf8(bytes).ok()).flatten();
        let bytes = script.map_or(Arc::clone(bytes), |script| {
            script::with_texts(&script::squeeze(script), &texts).into_bytes().into()
        });
        assets.extend(Route::new(path).map(|route| (route, bytes)));
    }
    for (name, script) in scripts(files, &texts) {
        assets.extend(Route::new(&format!("assets/{name}.js")).map(|route| (route, script.into())));
    }
    Some(Theme { tera, assets, stylesheet, texts, digest: digest.finalize() })
}

/// The scripts that are joined from parts under `scripts/NAME/`, by name.
fn scripts(files: &Files, texts: &BTreeMap<String, String>) -> BTreeMap<String, Vec<u8>> {
    let mut parts: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (path, (_, bytes)) in files {
        let inner = path.strip_prefix("scripts/").filter(|path| path.ends_with(".js"));
        if let (Some((name, _)), Ok(text)) =
            (inner.and_then(|path| path.split_once('/')), std::str::from_utf8(bytes))
        {
            parts.entry(name.to_owned()).or_default().push(text);
        }
    }
    parts
        .into_iter()
        .map(|(name, parts)| (name, script::join(parts.into_iter(), texts).into_bytes()))
        .collect()
}

/// A script of the default theme, as every site has it under `assets/`; empty where there is none.
pub fn default_script(name: &str) -> String {
    let files = collect(&Source::default(), DEFAULT, &mut Vec::new());
    let texts = format!("i18n/{}.yaml", SiteLanguage::default().tag());
    let texts = words(&files, &texts, &mut Vec::new());
    let script = scripts(&files, &texts).remove(name).unwrap_or_default();
    String::from_utf8(script).unwrap_or_default()
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

/// A problem of a theme's file.
fn problem(
    code: &'static Code,
    file: &SourcePath,
    vi: &str,
    en: &str,
    detail: impl std::fmt::Display,
) -> Diagnostic {
    Diagnostic::at(
        code,
        file,
        Span::default(),
        Message::new(format!("{vi}: {detail}"), format!("{en}: {detail}")),
    )
}

/// A file of the theme that holds texts by name.
fn words(files: &Files, path: &str, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, String> {
    let Some((path, bytes)) = files.get(path) else { return BTreeMap::new() };
    match serde_yaml::from_slice(bytes) {
        Ok(words) => words,
        Err(error) => {
            diagnostics.push(problem(
                &codes::BAD_THEME,
                path,
                "Tệp chữ của giao diện viết sai",
                "The theme's texts are not valid",
                error,
            ));
            BTreeMap::new()
        }
    }
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
    for (path, (file, bytes)) in files {
        let Some(name) = path.strip_prefix("templates/") else { continue };
        match std::str::from_utf8(bytes) {
            Ok(text) => sources.push((name, constants.fill(text))),
            Err(error) => {
                diagnostics.push(problem(
                    &codes::BAD_THEME,
                    file,
                    "Khuôn trang không phải UTF-8",
                    "The template is not UTF-8",
                    error,
                ));
            }
        }
    }
    if let Err(error) = tera.add_raw_templates(sources) {
        let file = files.values().map(|(file, _)| file).find(|file| error.to_string().contains(file.name()));
        let (vi, en) = ("Khuôn trang của giao diện viết sai", "A template of the theme is not valid");
        diagnostics.push(match file.or_else(|| files.values().map(|(file, _)| file).next()) {
            Some(file) => problem(&codes::BAD_THEME, file, vi, en, reason(&error)),
            None => Diagnostic::general(
                &codes::BAD_THEME,
                Message::new(format!("{vi}: {}", reason(&error)), format!("{en}: {}", reason(&error))),
            ),
        });
        return None;
    }
    tera.global_context().insert("t", texts);
    let icons = constants.icons().iter().map(|(name, icon)| (name, Value::safe_string(icon)));
    tera.global_context().insert("icon", &icons.collect::<BTreeMap<_, _>>());
    Some(tera)
}

/// One style sheet of all `assets/**/*.css`, in the order of their names.
fn stylesheet(files: &Files, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let mut all = String::new();
    for (_, (file, bytes)) in
        files.iter().filter(|(path, _)| path.starts_with("assets/") && path.ends_with(".css"))
    {
        match std::str::from_utf8(bytes).map_err(|error| error.to_string()).and_then(minify) {
            Ok(css) => all.push_str(&css),
            Err(error) => diagnostics.push(problem(
                &codes::BAD_THEME,
                file,
                "Tệp CSS viết sai",
                "The style sheet is not valid",
                error,
            )),
        }
    }
    diagnostics.is_empty().then_some(all)
}

fn minify(css: &str) -> Result<String, String> {
    let mut sheet = StyleSheet::parse(css, ParserOptions::default()).map_err(|error| error.to_string())?;
    sheet.minify(MinifyOptions::default()).map_err(|error| error.to_string())?;
    let printed = sheet.to_css(PrinterOptions { minify: true, ..PrinterOptions::default() });
    printed.map(|css| css.code).map_err(|error| error.to_string())
}
