//! How long the legal passes take on a law of 400 KB. `cargo bench --bench legal`

use antt_portal::parse::citation::{Names, citations};
use antt_portal::parse::legal::{Layout, structure};
use antt_portal::parse::lines::plain;
use antt_portal::path::SourcePath;

fn main() {
    divan::main();
}

/// A made-up law of this many bytes: chapters, articles, clauses, points and citations in the usual proportions.
fn law(bytes: usize) -> String {
    let mut law = String::new();
    let mut article = 0;
    while law.len() < bytes {
        if article % 10 == 0 {
            law.push_str(&format!("Chương {}\nQUY ĐỊNH CHUNG\n", article / 10 + 1));
        }
        article += 1;
        law.push_str(&format!("Điều {article}. Trách nhiệm của cơ quan, tổ chức\n"));
        for clause in 1..=4 {
            law.push_str(&format!(
                "{clause}. Cơ quan, tổ chức thực hiện quy định tại khoản {clause} Điều {article} và Điều 1 của Luật này, \
                 Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ:\n\
                 a) Bảo đảm an ninh, trật tự trong phạm vi được giao;\n\
                 b) Báo cáo cơ quan có thẩm quyền theo quy định của pháp luật.\n"
            ));
        }
    }
    law
}

#[divan::bench]
fn structure_and_citations(bencher: divan::Bencher<'_, '_>) {
    let text = law(400_000);
    let lines = plain(&text);
    let Some(file) = SourcePath::new("luat.txt") else { return };
    let names = Names::default();
    bencher.counter(divan::counter::BytesCount::new(text.len())).bench(|| {
        let structure = structure(&lines, &file, Layout::Detect).value;
        citations(&lines, &structure, &names, true)
    });
}
