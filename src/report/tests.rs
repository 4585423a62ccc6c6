use super::*;
use crate::config::Portal;
use crate::diagnostic::Code;
use crate::diagnostic::{Message, codes};
use crate::text::Span;
use proptest::prelude::*;

const TEXT: &str = "---\r\ntiêu_đề: \"An \u{1b}[31mninh\"\r\nngày: 26/01/2024\r\n---\r\n";

fn file() -> SourcePath {
    SourcePath::new("content/a,b.md").unwrap()
}

fn at(code: &'static Code, needle: &str) -> Diagnostic {
    let start = TEXT.find(needle).unwrap();
    let message = Message::new(format!("Sai: {needle}"), format!("Wrong: {needle}"));
    Diagnostic::at(code, &file(), Span::new(start..start + needle.len()), message)
}

fn some() -> Vec<Diagnostic> {
    let general = Diagnostic::general(&codes::NO_CONTENT, Message::new("Trống", "Empty"));
    let date = at(&codes::BAD_DATE, "26/01/2024").help("Viết 2024-01-26.", "Write 2024-01-26.");
    vec![date.clone(), at(&codes::UNKNOWN_KEY, "tiêu_đề"), general, date]
}

#[test]
fn severities_follow_the_portal_and_the_flags() {
    let mut portal = Portal::default();
    portal.severities.insert("E106", Some(Severity::Note));
    let severities = |flags: &Flags| -> Vec<(&str, Severity)> {
        resolve(some(), &portal, flags).iter().map(|d| (d.code.id, d.severity)).collect()
    };
    let plain = [("E004", Severity::Error), ("W104", Severity::Warning), ("E106", Severity::Note)];
    assert_eq!(severities(&Flags::default()), plain);
    let flags = Flags {
        allow: vec![&codes::NO_CONTENT],
        warn: vec![&codes::BAD_DATE],
        strict: true,
        ..Flags::default()
    };
    assert_eq!(severities(&flags), [("W104", Severity::Error), ("E106", Severity::Error)]);
}

#[test]
fn people_read_it_in_their_language() {
    let diagnostics = resolve(some(), &Portal::default(), &Flags::default());
    let text = Report::new(&diagnostics, Language::Vi, |_| Some(TEXT)).text(false);
    let wanted = "\
lỗi[E004]: Trống

cảnh báo[W104]: Sai: tiêu_đề
 --> content/a,b.md:2:1
  |
2 | tiêu_đề: \"An ?[31mninh\"
  | ^^^^^^^

lỗi[E106]: Sai: 26/01/2024
 --> content/a,b.md:3:7
  |
3 | ngày: 26/01/2024
  |       ^^^^^^^^^^
  |
  = cách sửa: Viết 2024-01-26.

";
    assert_eq!(text, wanted);
    let english = Report::new(&diagnostics, Language::En, |_| None).text(false);
    assert!(english.contains("warning[W104]: Wrong: tiêu_đề\n--> content/a,b.md\n"), "{english}");
}

#[test]
fn of_one_code_not_all_are_shown() {
    let many: Vec<Diagnostic> = (0..25).map(|_| at(&codes::BAD_DATE, "2024")).collect();
    let text = Report::new(&many, Language::Vi, |_| Some(TEXT)).text(false);
    assert_eq!(text.matches("lỗi[E106]").count(), 20);
    assert!(text.ends_with("… và 5 thông báo E106 nữa\n"));
}

#[test]
fn programs_read_json() {
    let diagnostics = resolve(some(), &Portal::default(), &Flags::default());
    let report = Report::new(&diagnostics, Language::Vi, |_| Some(TEXT));
    let json: serde_json::Value =
        serde_json::from_str(&report.json(&serde_json::json!({ "pages": 3 }))).unwrap();
    assert_eq!((&json["errors"], &json["warnings"], &json["pages"]), (&2.into(), &1.into(), &3.into()));
    let wanted = serde_json::json!({
        "code": "E106", "severity": "error", "message": "Sai: 26/01/2024", "help": "Viết 2024-01-26.",
        "file": "content/a,b.md", "line": 3, "column": 7, "end_line": 3, "end_column": 17,
    });
    assert_eq!(json["diagnostics"][2], wanted);
}

#[test]
fn github_reads_annotations() {
    let diagnostics = resolve(some(), &Portal::default(), &Flags::default());
    let report = Report::new(&diagnostics, Language::Vi, |_| Some(TEXT)).github();
    let lines: Vec<&str> = report.lines().collect();
    let wanted = "::error title=E106,file=content/a%2Cb.md,line=3,endLine=3,col=7,endColumn=17::\
                  Sai: 26/01/2024%0AViết 2024-01-26.";
    assert_eq!((lines[0], lines[2]), ("::error title=E004::Trống", wanted));
}

proptest! {
    #[test]
    fn any_place_in_any_text_is_shown(
        text in "([a-cế\t\u{1b}\u{202e}\u{85}字👩\u{301}]|\r\n|\n){0,30}", start in 0_usize..80, length in 0_usize..40
    ) {
        let message = Message::new(text.clone(), text.clone());
        let place = Span::new(start..start + length);
        let diagnostics = [Diagnostic::at(&codes::BAD_DATE, &file(), place, message)];
        let report = Report::new(&diagnostics, Language::Vi, |_| Some(text.as_str()));
        let shown = report.text(false);
        prop_assert!(!shown.contains(|c: char| acts(c) && c != '\n'), "{:?}", shown);
        report.json(&());
        report.github();
    }
}
