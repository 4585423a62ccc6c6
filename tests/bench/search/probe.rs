//! Harder questions made of those given, and keywords taken from the pages. Where nearly all is found already, only
//! these show what a change of the ranking is worth.

use std::collections::{HashMap, HashSet};

use antt_portal::vietnamese::{Gap, fold_token, words};

use super::data::{Data, Doc, Question};
use super::pages::Chance;
use super::variant::unaccented;

/// Questions of one kind, as they are typed with accents and without.
pub struct Probe {
    pub name: &'static str,
    pub wanted: Wanted,
    pub accented: Vec<Question>,
    pub unaccented: Vec<Question>,
}

/// What is wanted of recall@10.
#[derive(Clone, Copy)]
pub enum Wanted {
    /// No figure: it is there to be compared.
    Nothing,
    /// Four points more than plain BM25.
    Above,
    /// 0.99 with accents, 0.985 without.
    NearlyAll,
}

/// How many questions a probe has at most.
const MOST: usize = 400;

/// What people tell before they ask, how they begin to ask, and how they end.
const TOLD: [&str; 10] = [
    "Em là sinh viên năm hai hiện đang thuê trọ gần trường",
    "Năm ngoái tôi có cho bạn thân vay năm mươi triệu đồng",
    "Tôi và chồng cưới nhau được ba năm nay có một bé gái",
    "Gia đình tôi ở quê có mảnh đất ông bà để lại",
    "Công ty tôi mới mở ở thành phố được mấy tháng",
    "Hôm trước tôi đi làm về thì gặp một việc như sau",
    "Cháu năm nay mười bảy tuổi đang học lớp mười hai",
    "Tôi làm nhân viên văn phòng lương tháng khoảng tám triệu",
    "Tôi đọc báo thấy nói nhiều về chuyện này nhưng chưa rõ",
    "Bố mẹ tôi già yếu không đi lại được",
];
const BEGUN: [&str; 5] = [
    "vậy cho tôi hỏi",
    "mong được giải đáp giúp",
    "xin hỏi",
    "theo quy định của pháp luật hiện nay thì",
    "cho em hỏi với ạ",
];
const ENDED: [&str; 5] =
    ["được không ạ", "xin cảm ơn", "thì bị xử lý như thế nào", "tôi phải làm gì bây giờ", "có đúng không"];

/// Parts of the questions, parts told at length, questions reworded, and keywords.
pub fn all(data: &Data) -> [Probe; 4] {
    let mut chance = Chance::new(11);
    let step = data.questions.len().div_ceil(MOST).max(1);
    let asked = || data.questions.iter().step_by(step);
    let parts: Vec<Question> =
        asked().map(|question| question.typed(part(&question.text, &mut chance))).collect();
    let told = parts.iter().map(|question| {
        let (told, begun, ended) = (chance.of(&TOLD), chance.of(&BEGUN), chance.of(&ENDED));
        question.typed(format!("{told}, {begun} {} {ended}?", question.text))
    });
    let told = told.collect();
    let reworded = asked().map(|question| question.typed(reworded(&question.text, &mut chance))).collect();
    [
        Probe::of("parts of questions", Wanted::Nothing, parts),
        Probe::of("told at length", Wanted::Above, told),
        Probe::of("reworded", Wanted::Nothing, reworded),
        keywords(&data.docs),
    ]
}

impl Probe {
    fn of(name: &'static str, wanted: Wanted, accented: Vec<Question>) -> Self {
        let unaccented = accented.iter().map(|question| question.typed(unaccented(&question.text))).collect();
        Self { name, wanted, accented, unaccented }
    }
}

/// A question of which about two words in five are left out, in stretches of two to five.
fn part(question: &str, chance: &mut Chance) -> String {
    let words: Vec<&str> = question.split_whitespace().collect();
    let (mut kept, mut at) = (Vec::new(), 0);
    while at < words.len() {
        let end = (at + 2 + chance.below(4)).min(words.len());
        if chance.below(5) > 1 {
            kept.extend_from_slice(&words[at..end]);
        }
        at = end;
    }
    joined(&kept, question)
}

/// A question of which about one word in three is left out, wherever it stands: who asks in other words than the law
/// keeps few of its pairs.
fn reworded(question: &str, chance: &mut Chance) -> String {
    let kept: Vec<&str> = question.split_whitespace().filter(|_| chance.below(3) > 0).collect();
    joined(&kept, question)
}

/// What is kept of a question; all of it where that is nothing.
fn joined(kept: &[&str], question: &str) -> String {
    if kept.is_empty() { question.to_owned() } else { kept.join(" ") }
}

/// A page as words: lines between bars, each word between spaces.
struct Text {
    canonical: String,
    folded: String,
}

impl Text {
    fn of(text: &str) -> Self {
        let (mut canonical, mut folded) = (String::new(), String::new());
        words(text, |word| {
            let line = if matches!(word.gap, Gap::Line) { " |" } else { "" };
            canonical.extend([line, " ", word.token.as_str()]);
            folded.extend([line, " ", fold_token(&word.token).as_str()]);
        });
        Self { canonical: canonical + " ", folded: folded + " " }
    }

    /// The words alone, without the bar of the first line.
    fn run(text: &str) -> Self {
        let Self { canonical, folded } = Self::of(text);
        Self { canonical: canonical.replacen(" |", "", 1), folded: folded.replacen(" |", "", 1) }
    }
}

/// Runs of two to five words from titles and texts, at least half of them words of few pages; the answers are the pages
/// that hold the run, with its accents or in any, ten at most.
fn keywords(docs: &[Doc]) -> Probe {
    let texts: Vec<Text> = docs.iter().map(|doc| Text::of(&format!("{}\n{}", doc.title, doc.text))).collect();
    let mut pages: HashMap<&str, usize> = HashMap::new();
    for text in &texts {
        let all: HashSet<&str> = text.folded.split(' ').collect();
        all.into_iter().for_each(|word| *pages.entry(word).or_default() += 1);
    }
    let is_rare = |word: &&str| pages.get(word).is_some_and(|pages| pages * 10 < docs.len());
    let mut probe = Probe::of("keywords", Wanted::NearlyAll, Vec::new());
    let mut chance = Chance::new(5);
    for _ in 0..MOST * 50 {
        if probe.accented.len() == MOST || docs.is_empty() {
            break;
        }
        let doc = &docs[chance.below(docs.len())];
        let source = if chance.below(2) == 0 { &doc.title } else { &doc.text };
        let clauses: Vec<&str> = source.split(|c: char| !c.is_alphanumeric() && c != ' ').collect();
        let clause: Vec<&str> = clauses[chance.below(clauses.len())].split_whitespace().collect();
        let length = 2 + chance.below(4);
        let Some(run) = clause.get(chance.below(clause.len())..).and_then(|rest| rest.get(..length)) else {
            continue;
        };
        let (typed, run) = (run.join(" "), Text::run(&run.join(" ")));
        if 2 * run.folded.split_whitespace().filter(is_rare).count() < length {
            continue;
        }
        let holding = |holds: &dyn Fn(&Text) -> bool| -> Vec<String> {
            docs.iter().zip(&texts).filter(|(_, text)| holds(text)).map(|(doc, _)| doc._id.clone()).collect()
        };
        let (same, any) = (
            holding(&|text| text.canonical.contains(&run.canonical)),
            holding(&|text| text.folded.contains(&run.folded)),
        );
        if any.len() <= 10 && !same.is_empty() {
            probe.unaccented.push(Question::new(unaccented(&typed), any));
            probe.accented.push(Question::new(typed, same));
        }
    }
    probe
}
