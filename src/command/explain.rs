//! `antt explain CODE`: the page of a diagnostic.

use crate::diagnostic::{Code, Language, Message, Severity, codes, nearest};

use super::Failure;

/// The page of the code that is called `id`, in either case.
pub fn run(id: &str, language: Language) -> Result<String, Failure> {
    match codes::find(id.trim()) {
        Some(code) => Ok(page(code, language)),
        None => Err(Failure::Arguments(unknown(id))),
    }
}

fn page(code: &Code, language: Language) -> String {
    let severity = match (code.severity, language) {
        (Severity::Error, Language::Vi) => "lỗi",
        (Severity::Warning, Language::Vi) => "cảnh báo",
        (Severity::Note, Language::Vi) => "lưu ý",
        (Severity::Error, Language::En) => "error",
        (Severity::Warning, Language::En) => "warning",
        (Severity::Note, Language::En) => "note",
    };
    format!("{} ({severity}): {}\n\n{}\n", code.id, code.title.get(language), code.explanation.get(language))
}

/// Says that there is no such code. What differs in the letter only is nearest: people remember the number.
pub fn unknown(id: &str) -> Message {
    let id = id.trim();
    let number = id.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let same_number = codes::all().map(|code| code.id).find(|known| known.get(1..) == Some(number));
    let near = same_number.or_else(|| nearest(&id.to_uppercase(), codes::all().map(|code| code.id)));
    match near {
        Some(near) => Message::new(
            format!("Không có mã “{id}”. Có phải bạn muốn hỏi {near}?"),
            format!("There is no code “{id}”. Did you mean {near}?"),
        ),
        None => Message::new(
            format!("Không có mã “{id}”. Mã nằm trong ngoặc vuông ở đầu mỗi thông báo, ví dụ E101."),
            format!(
                "There is no code “{id}”. A code stands in brackets at the head of a diagnostic, such as E101."
            ),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_page() {
        let page = run("e101", Language::Vi).unwrap();
        assert!(page.starts_with("E101 (lỗi): Phần đầu trang"), "{page}");
        assert!(run("W104", Language::En).unwrap().starts_with("W104 (warning): Unknown key"));
    }

    #[test]
    fn an_unknown_code_leads_to_the_nearest() {
        let answer = |id| match run(id, Language::Vi) {
            Err(Failure::Arguments(message)) => message.vi,
            other => panic!("{other:?}"),
        };
        assert!(answer("E104").contains("W104"));
        assert!(answer("E1O1").contains("E101"));
        assert!(answer("").contains("ngoặc vuông"));
    }

    #[test]
    fn every_code_is_explained_in_both_languages() {
        for code in codes::all() {
            for language in [Language::Vi, Language::En] {
                assert!(code.title.get(language).chars().count() > 8, "{}", code.id);
                assert!(code.explanation.get(language).chars().count() > 40, "{}", code.id);
            }
        }
    }
}
