//! What counts more than what.

use super::*;

/// What pages speak of again and again tells more than what they say in passing, be it as rare.
#[test]
fn long_queries_count_what_pages_speak_of() {
    let spoken = "Mùa hè này\nLửa trại, lửa trại, lửa trại, lửa trại";
    let texts = [
        ("a.html", "Mùa hè này\nCổng sau"),
        ("b.html", "Mùa hè này\nCổng sau"),
        ("c.html", "Mùa hè này\nCổng sau"),
        ("x.html", "Mùa hè này\nLửa trại"),
        ("y.html", spoken),
        ("z.html", spoken),
    ];
    let engine = engine(&texts.map(|(url, text)| page(url, "Trường", text)), &SearchOptions::default());
    let found = engine.first("mùa hè này lửa trại cổng sau", 6).unwrap();
    assert_eq!(found, ["y.html", "z.html", "x.html", "a.html", "b.html", "c.html"]);
}

/// A page that stands far above all others, by its number or because it is promoted, does not hide them.
#[test]
fn the_best_page_hides_no_other() {
    let words = [String::from("bạo lực")];
    let mut pages = small();
    pages.push(SearchPage {
        promote: &words, ..page("p.html", "Phòng ngừa", "Tìm và gỡ nguyên nhân.")
    });
    pages.push(page("r.html", "Gương sáng", "Không ai im lặng trước bạo lực, dù ở đâu."));
    pages.push(page("s.html", "Cổng trường", "Cùng giữ cổng trường không có bạo lực."));
    let found = first_three(&engine(&pages, &glossary()), "bao luc");
    assert_eq!(found, ["p.html", "s.html", "r.html"]);
}

/// Of two pages whose best passages say as much, the one that answers the rest of the query elsewhere comes first.
#[test]
fn a_passage_counts_with_its_page() {
    let filler = "một hai ba bốn năm sáu bảy tám chín mười ".repeat(14);
    let both = format!("Lắp camera.\n{filler}\n{filler}\nCó chuông báo.");
    let one = format!("Lắp camera.\n{filler}\n{filler}\nCó đèn.");
    let mut pages = small();
    pages.extend(["x.html", "y.html", "z.html"].map(|url| page(url, "Cổng", "Mở khi có chuông.")));
    pages.extend([page("k.html", "Phòng máy", &one), page("m.html", "Phòng máy", &both)]);
    let found = engine(&pages, &SearchOptions::default()).first("camera chuông", 8).unwrap();
    let place = |url| found.iter().position(|found| found == url);
    assert!(place("m.html") < place("k.html") && place("k.html").is_some(), "{found:?}");
}

/// Typed without marks, a word is most likely what it is in the pairs that it makes in the query.
#[test]
fn words_without_marks_are_read_by_their_neighbours() {
    let mut pages = small();
    pages.push(page("g.html", "Bảo vệ", "Người giữ cổng."));
    pages.push(page("h.html", "Chuông báo", "Khi có khói."));
    let engine = engine(&pages, &SearchOptions::default());
    let [first, second, _] = first_three(&engine, "bao cao");
    assert_eq!([first, second], ["d.html", "h.html"]);
    let answer = ask(&engine, "bao ve", "{}");
    assert_eq!(answer["results"][0]["url"], "g.html");
    assert_eq!(answer["words"], serde_json::json!(["baoR", "vEJ"]));
}

/// Words of a query that differ by their marks alone are each sought and marked.
#[test]
fn words_alike_without_marks_are_told_apart() {
    let mut pages = small();
    pages.push(page("g.html", "Việc trực cổng", "Bảo vệ báo cáo hiệu trưởng."));
    let engine = engine(&pages, &SearchOptions::default());
    for query in ["bảo vệ báo cáo", "bao ve bao cao"] {
        let answer = ask(&engine, query, "{}");
        assert_eq!(answer["words"], serde_json::json!(["baoR", "vEJ", "baoS", "caoS"]), "{query}");
        assert_eq!(answer["results"][0]["marks"], serde_json::json!([[0, 14]]), "{query}");
    }
}

/// People ask in words that laws do not have.
#[test]
fn everyday_words_find_those_of_laws() {
    let mut pages = small();
    pages.push(page("l.html", "Sa thải", "Khi nào được sa thải người lao động."));
    pages.push(page("m.html", "Cuối tuần", "Đi bộ hay đi xe buýt."));
    pages.push(page("n.html", "Kết hôn", "Ai được kết hôn."));
    let engine = engine(&pages, &SearchOptions::default());
    let cases = [("đuổi việc", "l.html"), ("duoi viec", "l.html"), ("cưới", "n.html"), ("cuoi", "m.html")];
    for (query, wanted) in cases {
        assert_eq!(first(&engine, query), wanted, "{query}");
    }
    // Without its marks "cưới" may be any other word.
    assert!(!engine.first("cuoi", 8).unwrap().contains(&String::from("n.html")));
}

/// Every line says what people say and at least one thing that is not the same.
#[test]
fn everyday_words_are_well_formed() {
    let said = everyday::everyday();
    assert!(!said.is_empty());
    let mut known = std::collections::HashSet::new();
    for group in &said {
        let (name, others) = group.split_first().unwrap();
        assert!(!others.is_empty() && group.iter().all(|words| !words.is_empty()), "{group:?}");
        assert!(known.insert(name) && !others.contains(name), "{group:?}");
    }
}
