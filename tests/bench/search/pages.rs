//! A portal of generated pages: the same bytes for the same number of pages. About 600 words each, half of them
//! phrases of administrative texts, half syllables of a made-up vocabulary with the frequencies of a language.

use std::fmt::Write as _;
use std::path::Path;

const ONSETS: [&str; 20] = [
    "b", "c", "ch", "d", "đ", "g", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "s", "t", "th", "tr", "v", "x",
];
const RIMES: [&str; 40] = [
    "a", "á", "ác", "ách", "ai", "ãi", "am", "ản", "ạng", "anh", "ào", "áp", "ắc", "ăn", "ặng", "ấp", "ân",
    "ầu", "e", "én", "ế", "ếch", "ên", "i", "ít", "iếm", "iều", "o", "oan", "ói", "òng", "ô", "ốc", "ồn",
    "ổng", "ơ", "ợi", "ua", "uyền", "ương",
];
const PHRASES: [&str; 36] = [
    "an ninh, trật tự trường học",
    "bảo đảm an toàn giao thông",
    "báo cáo kết quả thực hiện",
    "bạo lực học đường",
    "ban hành kèm theo quyết định này",
    "cán bộ quản lý, giáo viên",
    "chịu trách nhiệm trước pháp luật",
    "chính quyền địa phương",
    "cơ quan, đơn vị có liên quan",
    "cơ sở giáo dục trên địa bàn tỉnh",
    "công tác phòng cháy, chữa cháy",
    "giáo dục kỹ năng sống",
    "giữ vững ổn định chính trị",
    "hướng dẫn thực hiện",
    "kế hoạch phối hợp",
    "kiểm tra, giám sát",
    "lực lượng công an xã",
    "mô hình tự quản",
    "nâng cao chất lượng",
    "phòng, chống ma túy",
    "phòng, chống xâm hại trẻ em",
    "phong trào toàn dân bảo vệ an ninh Tổ quốc",
    "phụ huynh và học sinh",
    "quy chế phối hợp",
    "quy định của pháp luật",
    "sử dụng mạng xã hội an toàn",
    "tập huấn nghiệp vụ",
    "theo chức năng, nhiệm vụ",
    "thi đua, khen thưởng",
    "thủ trưởng đơn vị",
    "tiêu chuẩn an toàn",
    "trách nhiệm của nhà trường",
    "tuyên truyền, phổ biến",
    "vi phạm hành chính",
    "xây dựng đời sống văn hóa",
    "xử lý tình huống phức tạp",
];
const TYPES: [(&str, &str); 5] =
    [("Kế hoạch", "KH"), ("Báo cáo", "BC"), ("Công văn", "CV"), ("Thông báo", "TB"), ("Quyết định", "QĐ")];
const TOPICS: [&str; 4] = ["an toàn trường học", "an toàn giao thông", "phòng cháy", "thi đua"];

/// Numbers by chance, the same every time.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % end.max(1)
    }

    pub fn of<T: Copy>(&mut self, values: &[T]) -> T {
        let at = self.below(values.len());
        *values.get(at).expect("a value")
    }

    /// A syllable: the first of the vocabulary are much more common than the last.
    fn syllable(&mut self) -> String {
        let mut rank = 1;
        while rank < ONSETS.len() * RIMES.len() * 3 && self.below(10) > 2 {
            rank *= 2;
        }
        let number = self.below(rank) * 7_919 % (ONSETS.len() * RIMES.len());
        let (onset, rime) = (number % ONSETS.len(), number / ONSETS.len());
        format!("{}{}", ONSETS.get(onset).expect("one"), RIMES.get(rime).expect("one"))
    }

    fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| self.syllable()).collect::<Vec<_>>().join(" ")
    }
}

/// Writes a portal of so many pages.
pub fn write(root: &Path, count: usize) {
    let content = root.join("content");
    std::fs::create_dir_all(&content).expect("a folder");
    std::fs::write(content.join("portal.yaml"), "title: Cổng thử\nsearch: true\n").expect("a file");
    for number in 0..count {
        let folder = content.join(format!("muc-{:02}", number % 20));
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join(format!("trang-{number:06}.md")), page(number)).expect("a file");
    }
}

fn page(number: usize) -> String {
    let mut chance = Chance::new(number as u64 + 1);
    let (name, short) = chance.of(&TYPES);
    let (year, month, day) = (2010 + chance.below(15), 1 + chance.below(12), 1 + chance.below(28));
    let mut text = format!(
        "---\ntitle: \"{name} {} {} năm {year}\"\nnumber: \"{}/{short}-SGDĐT\"\ntype: \"{name}\"\n\
         date: {year}-{month:02}-{day:02}\nagency: \"Sở Giáo dục và Đào tạo\"\ntopics: [\"{}\"]\n---\n\n",
        chance.of(&PHRASES),
        chance.words(4),
        number + 1,
        chance.of(&TOPICS),
    );
    let mut words = 0;
    while words < 600 {
        if words % 150 < 40 {
            _ = write!(text, "## {}\n\n", chance.of(&PHRASES));
        }
        for _ in 0..3 {
            let (phrase, count) = (chance.of(&PHRASES), 6 + chance.below(8));
            let rest = chance.words(count);
            words += count + phrase.split(' ').count();
            _ = write!(text, "{}{phrase} {rest}. ", if count % 2 == 0 { "Thực hiện " } else { "" });
        }
        text.push_str("\n\n");
    }
    text
}
