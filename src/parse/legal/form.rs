//! The lines of a document that belong to its form: the head with Quốc hiệu, căn cứ, the end with the signature.

use super::Structure;
use super::closing::is_capitals;
use crate::document::Level;
use crate::parse::lines::Line;
use crate::vietnamese::fold;

/// What lines outside the provisions are, as classes of the page: `letterhead`, `basis`, `provision-title`, `closing` (with `signature`); nothing for
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
    for (at, provision) in structure.anchors.iter().enumerate().filter_map(|(at, _)| {
        Some((at, structure.provision_at(at).filter(|provision| provision.level < Level::Article)?))
    }) {
        // A title on lines of its own below "Chương I".
        let below = lines.iter().zip(&structure.anchors).zip(roles.iter_mut()).skip(at + 1);
        for (_, role) in below.take_while(|((line, anchor), _)| {
            let text = line.text.trim();
            anchor.is_none() && !text.is_empty() && provision.title.contains(text)
        }) {
            *role = Some("provision-title");
        }
    }
    if let Some(from) = structure.closing {
        for (role, line) in roles.iter_mut().zip(lines).skip(from) {
            *role = Some(if is_signature(&line.text) { "closing signature" } else { "closing" });
        }
    }
    roles
}

/// Whether a line of the end is the title or the name of who signed: capitals, or a few words that no mark ends.
fn is_signature(text: &str) -> bool {
    let text = text.trim();
    let name = text.chars().next().is_some_and(char::is_uppercase) && text.split_whitespace().count() <= 6;
    is_capitals(text) || (name && text.ends_with(char::is_alphabetic))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::legal::{Layout, structure};
    use crate::parse::lines::plain;
    use crate::path::SourcePath;

    #[test]
    fn head_bases_titles_and_end() {
        let text = "QUỐC HỘI\n------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nLuật số: 1/2020/QH14\n\
            Hà Nội, ngày 01 tháng 02 năm 2020\nLUẬT\nMẪU\nCăn cứ Hiến pháp;\nQuốc hội ban hành Luật Mẫu.\nChương I\nCHUNG\n\
            Điều 1. Một\nLời.\nĐiều 2. Hai\nLời.\nCHỦ TỊCH QUỐC HỘI\nNguyễn Văn A\n";
        let lines = plain(text);
        let file = SourcePath::new("content/a.md").unwrap();
        let structure = structure(&lines, &file, Layout::Detect).value;
        let shown: Vec<String> = roles(&lines, &structure)
            .into_iter()
            .zip(&lines)
            .filter_map(|(role, line)| Some(format!("{} {}", role?, line.text)))
            .collect();
        assert_eq!(
            shown,
            [
                "letterhead QUỐC HỘI",
                "letterhead ------",
                "letterhead CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "letterhead Độc lập - Tự do - Hạnh phúc",
                "letterhead Luật số: 1/2020/QH14",
                "letterhead Hà Nội, ngày 01 tháng 02 năm 2020",
                "letterhead LUẬT",
                "letterhead MẪU",
                "basis Căn cứ Hiến pháp;",
                "provision-title CHUNG",
                "closing signature CHỦ TỊCH QUỐC HỘI",
                "closing signature Nguyễn Văn A",
            ]
        );
    }
}
