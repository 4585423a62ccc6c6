//! The lines of a document that belong to its form: the head with Quốc hiệu, căn cứ, the end with the signature.

use super::Structure;
use super::closing::is_capitals;
use crate::parse::lines::Line;
use crate::vietnamese::fold;

/// What lines outside the provisions are, as classes of the page: `letterhead`, `basis` or `closing`; nothing for
/// most lines, and for texts without provisions.
pub fn roles(lines: &[Line], structure: &Structure) -> Vec<Option<&'static str>> {
    let mut roles = vec![None; lines.len()];
    let Some(first) = structure.anchors.iter().position(Option::is_some) else { return roles };
    let head = lines.get(..first).unwrap_or_default();
    let folded: Vec<String> = head.iter().map(|line| fold(line.text.trim())).collect();
    let has_nation = folded.iter().any(|text| text.starts_with("cong hoa xa hoi chu nghia viet nam"));
    let mut in_head = has_nation;
    for ((role, line), text) in roles.iter_mut().zip(head).zip(&folded) {
        if is_basis(text) {
            (*role, in_head) = (Some("basis"), false);
        } else if in_head && is_letterhead(&line.text, text) {
            *role = Some("letterhead");
        } else if !text.is_empty() && in_head && !line.text.trim().ends_with(['.', ';', ':']) {
            // The title below the name of the type.
            *role = Some("letterhead");
        } else {
            in_head = false;
        }
    }
    for role in structure.closing.and_then(|from| roles.get_mut(from..)).into_iter().flatten() {
        *role = Some("closing");
    }
    roles
}

fn is_basis(folded: &str) -> bool {
    ["can cu ", "theo de nghi cua ", "xet de nghi cua "].iter().any(|start| folded.starts_with(start))
}

/// Whether a line is of the head: capitals, a rule, the motto, the number, the place and day.
fn is_letterhead(text: &str, folded: &str) -> bool {
    let rule = !text.chars().any(char::is_alphanumeric);
    let number = folded.split(':').next().is_some_and(|head| head == "so" || head.ends_with(" so"));
    let day = folded.contains("ngay ") && folded.contains(" thang ") && folded.chars().count() < 80;
    is_capitals(text) || rule || number || day || folded.starts_with("doc lap")
}
