//! A portal of any size to measure with: pages that look like those of an office, of words that mean nothing.
//!
//! The same number of pages gives the same bytes everywhere. What pages have in common with real ones is what costs
//! time: their length, headings, lists, tables, links, subjects, and how often which word and pair of words comes.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

/// For which program the pages are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavour {
    /// Ours.
    Antt,
    /// Hugo: the same front matter, subjects as a taxonomy.
    Hugo,
    /// Zola: front matter in TOML, links of its own kind.
    Zola,
}

/// About how many words a page has.
const WORDS: usize = 600;
/// How many different words there are besides the usual ones.
const RARE: usize = 4_000;
const FOLDERS: [&str; 12] = [
    "an-toan",
    "bieu-mau",
    "cong-nghe",
    "giao-duc",
    "giao-thong",
    "ke-hoach",
    "nong-nghiep",
    "tai-chinh",
    "thanh-tra",
    "van-hoa",
    "xa-hoi",
    "y-te",
];
const KINDS: [(&str, &str); 5] =
    [("Báo cáo", "BC"), ("Công văn", "CV"), ("Hướng dẫn", "HD"), ("Kế hoạch", "KH"), ("Thông báo", "TB")];
const SUBJECTS: [&str; 24] = [
    "an ninh",
    "báo cáo",
    "chuyển đổi",
    "cơ sở",
    "dân số",
    "du lịch",
    "đất đai",
    "gia đình",
    "giáo dục",
    "giao thông",
    "học sinh",
    "khoa học",
    "kinh phí",
    "lao động",
    "môi trường",
    "nhân sự",
    "phòng cháy",
    "quy hoạch",
    "thanh niên",
    "thể thao",
    "thi đua",
    "tuyên truyền",
    "văn hóa",
    "y tế",
];
const USUAL: [&str; 60] = [
    "và",
    "của",
    "các",
    "cho",
    "được",
    "trong",
    "theo",
    "với",
    "về",
    "có",
    "đơn vị",
    "thực hiện",
    "tổ chức",
    "kế hoạch",
    "công tác",
    "nhà trường",
    "học sinh",
    "giáo viên",
    "an toàn",
    "quản lý",
    "kiểm tra",
    "phối hợp",
    "báo cáo",
    "địa phương",
    "nhiệm vụ",
    "nội dung",
    "thời gian",
    "kết quả",
    "xây dựng",
    "triển khai",
    "tăng cường",
    "bảo đảm",
    "hoạt động",
    "chỉ đạo",
    "tuyên truyền",
    "phòng ngừa",
    "trách nhiệm",
    "cơ quan",
    "lãnh đạo",
    "cán bộ",
    "hồ sơ",
    "quy định",
    "yêu cầu",
    "hằng năm",
    "định kỳ",
    "đánh giá",
    "tập huấn",
    "phụ huynh",
    "đề xuất",
    "theo dõi",
    "lập",
    "rà soát",
    "khắc phục",
    "bổ sung",
    "mô hình",
    "địa bàn",
    "lớp học",
    "ban hành",
    "đầu mối",
    "tổng hợp",
];
const BEGINNINGS: [&str; 20] = [
    "b", "c", "ch", "d", "đ", "g", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "s", "t", "th", "tr", "v", "x",
];
const ENDINGS: [&str; 30] = [
    "an", "áng", "ạc", "ảo", "ấn", "ầu", "ậy", "ăng", "ắc", "em", "ét", "ếch", "ểu", "iên", "iệt", "ính",
    "oan", "oạch", "ong", "ỏi", "ôn", "ống", "ời", "ợp", "ui", "uốn", "uyên", "ưng", "ước", "ượu",
];

/// Numbers that look like chance and are the same on every machine (SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`.
    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// A number below `limit`, small ones far more often.
    fn low(&mut self, limit: usize) -> usize {
        let share = self.next() as f64 / u64::MAX as f64;
        ((limit as f64).powf(share) as usize).saturating_sub(1).min(limit - 1)
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// What every page needs to know of every other.
struct Head {
    folder: &'static str,
    name: String,
    title: String,
    kind: &'static str,
    number: String,
}

/// The name and text of the page `index` of `pages`.
struct Corpus {
    heads: Vec<Head>,
    rare: Vec<String>,
}

impl Corpus {
    fn new(pages: usize) -> Self {
        let mut chance = Chance(7);
        let syllable = |chance: &mut Chance| format!("{}{}", chance.one(&BEGINNINGS), chance.one(&ENDINGS));
        let rare: Vec<String> = (0..RARE).map(|_| syllable(&mut chance)).collect();
        let head = |index: usize| {
            let mut chance = Chance(index as u64 * 31 + 1);
            let (kind, short) = *chance.one(&KINDS);
            let number = format!("{}/{short}-{}", index + 1, chance.one(&["AB", "CDE", "GH", "KLM"]));
            let mut title = format!("{kind} về");
            for _ in 0..8 + chance.below(10) {
                _ = write!(title, " {}", word(&mut chance, &rare));
            }
            let folder = FOLDERS[chance.below(FOLDERS.len())];
            let name = format!("{}-{index:06}", short.to_lowercase());
            Head { folder, name, title, kind, number }
        };
        let heads = (0..pages).map(head).collect();
        Self { heads, rare }
    }

    fn front(&self, index: usize, flavour: Flavour) -> String {
        let mut chance = Chance(index as u64 * 31 + 2);
        let Head { title, kind, number, .. } = &self.heads[index];
        let date =
            format!("20{}-{:02}-{:02}", 15 + chance.below(10), 1 + chance.below(12), 1 + chance.below(28));
        let topics: Vec<String> =
            (0..1 + chance.below(3)).map(|_| format!("\"{}\"", chance.one(&SUBJECTS))).collect();
        let (topics, agency) = (topics.join(", "), format!("Cơ quan {}", 1 + chance.below(40)));
        match flavour {
            Flavour::Antt | Flavour::Hugo => format!(
                "---\ntitle: \"{title}\"\ndate: {date}\ntype: \"{kind}\"\nnumber: \"{number}\"\nagency: \"{agency}\"\ntopics: [{topics}]\n---\n\n"
            )
            .replace("type:", if flavour == Flavour::Hugo { "doctype:" } else { "type:" }),
            Flavour::Zola => format!(
                "+++\ntitle = \"{title}\"\ndate = {date}\n[taxonomies]\ntopics = [{topics}]\n[extra]\nkind = \"{kind}\"\nnumber = \"{number}\"\nagency = \"{agency}\"\n+++\n\n"
            ),
        }
    }

    fn body(&self, index: usize, flavour: Flavour) -> String {
        let mut chance = Chance(index as u64 * 31 + 3);
        let mut text = String::with_capacity(6_000);
        let mut words = 0;
        let mut section = 0;
        while words < WORDS {
            section += 1;
            _ = write!(text, "## {section}. ");
            self.sentence(&mut text, &mut chance, 6);
            text.push_str("\n\n");
            for _ in 0..1 + chance.below(3) {
                for _ in 0..2 + chance.below(3) {
                    let long = 12 + chance.below(20);
                    words += long;
                    self.sentence(&mut text, &mut chance, long);
                    text.push_str(". ");
                }
                if chance.below(2) == 0 {
                    self.link(&mut text, &mut chance, flavour);
                }
                text.push_str("\n\n");
            }
            if chance.below(3) == 0 {
                for _ in 0..3 {
                    text.push_str("- ");
                    self.sentence(&mut text, &mut chance, 14);
                    text.push_str(";\n");
                }
                words += 42;
                text.push('\n');
            }
            if chance.below(6) == 0 {
                self.table(&mut text, &mut chance);
            }
        }
        text
    }

    fn sentence(&self, text: &mut String, chance: &mut Chance, words: usize) {
        for at in 0..words {
            let word = word(chance, &self.rare);
            if at == 0 {
                let mut letters = word.chars();
                text.extend(letters.next().into_iter().flat_map(char::to_uppercase));
                text.push_str(letters.as_str());
            } else {
                _ = match chance.below(40) {
                    0 => write!(text, ", **{word}**"),
                    _ => write!(text, " {word}"),
                };
            }
        }
    }

    fn link(&self, text: &mut String, chance: &mut Chance, flavour: Flavour) {
        let Head { folder, name, kind, number, .. } = chance.one(&self.heads);
        _ = match flavour {
            Flavour::Zola => write!(text, "Xem [{kind} số {number}](@/{folder}/{name}.md)."),
            _ => write!(text, "Xem [{kind} số {number}](../{folder}/{name}.md)."),
        };
    }

    fn table(&self, text: &mut String, chance: &mut Chance) {
        text.push_str("| TT | Việc | Hạn |\n|---:|:---|:---:|\n");
        for row in 1..=4 {
            _ = write!(text, "| {row} | ");
            self.sentence(text, chance, 8);
            _ = writeln!(text, " | {:02}/2024 |", 1 + chance.below(12));
        }
        text.push('\n');
    }
}

/// A word: a usual one, or one of many.
fn word<'a>(chance: &mut Chance, rare: &'a [String]) -> &'a str {
    if chance.below(5) < 2 { USUAL[chance.low(USUAL.len())] } else { &rare[chance.low(RARE)] }
}

/// Writes a portal of `pages` pages into `content/` under `root`.
pub fn write(root: &Path, pages: usize, flavour: Flavour) -> io::Result<()> {
    let corpus = Corpus::new(pages);
    let content = root.join("content");
    let (open, close) =
        if flavour == Flavour::Zola { ("+++\ntitle = ", "\n+++\n") } else { ("---\ntitle: ", "\n---\n") };
    for folder in FOLDERS {
        fs::create_dir_all(content.join(folder))?;
        let more = if flavour == Flavour::Zola { "\npaginate_by = 100\nsort_by = \"date\"" } else { "" };
        fs::write(content.join(folder).join("_index.md"), format!("{open}\"{folder}\"{more}{close}"))?;
    }
    fs::write(content.join("_index.md"), format!("{open}\"Cổng thử\"{close}\nChào.\n"))?;
    for (index, head) in corpus.heads.iter().enumerate() {
        let text = corpus.front(index, flavour) + &corpus.body(index, flavour);
        fs::write(content.join(head.folder).join(format!("{}.md", head.name)), text)?;
    }
    Ok(())
}
