//! The table of `antt build --timings`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use super::outcome::Voice;
use crate::pipeline::{RouteTime, Stage, Times};

/// How many templates and pages are shown.
const SHOWN: usize = 10;

/// Where the time went: by stage, then the slowest templates and pages.
pub fn table(times: &Times, voice: Voice) -> String {
    let mut text = String::new();
    stages(times, voice, &mut text);
    if !times.routes.is_empty() {
        templates(&times.routes, voice, &mut text);
        pages(&times.routes, voice, &mut text);
    }
    text
}

fn stages(times: &Times, voice: Voice, text: &mut String) {
    let mut sums: BTreeMap<Stage, Duration> = BTreeMap::new();
    for (stage, time) in &times.stages {
        *sums.entry(*stage).or_default() += *time;
    }
    line(text, &[voice.say("Giai đoạn", "Stage"), voice.say("thời gian", "time")]);
    for (stage, time) in sums {
        line(text, &[name(stage, voice), &shown(time)]);
    }
    text.push('\n');
}

fn name(stage: Stage, voice: Voice) -> &'static str {
    match stage {
        Stage::Read => voice.say("đọc tệp", "read files"),
        Stage::Compare => voice.say("so với bản trước", "compare with the last build"),
        Stage::Compile => voice.say("biên dịch", "compile"),
        Stage::Link => voice.say("liên kết", "link"),
        Stage::Routes => voice.say("dựng và ghi trang", "make and write pages"),
        Stage::Search => voice.say("chỉ mục tìm kiếm (cùng lúc)", "search index (meanwhile)"),
        Stage::Publish => voice.say("thay bản đã xuất bản", "swap the release in"),
    }
}

/// What makes routes, by the time that all of its routes took together, on all threads.
fn templates(routes: &[RouteTime], voice: Voice, text: &mut String) {
    let mut sums: BTreeMap<&str, (u32, Duration, Duration)> = BTreeMap::new();
    for route in routes {
        let (count, made, written) = sums.entry(route.maker).or_default();
        *count += 1;
        *made += route.made;
        *written += route.written;
    }
    let mut sums: Vec<_> = sums.into_iter().collect();
    sums.sort_by_key(|(_, (_, made, _))| std::cmp::Reverse(*made));
    line(
        text,
        &[
            voice.say("Khuôn chậm nhất", "Slowest templates"),
            voice.say("dựng", "making"),
            voice.say("mỗi trang", "per page"),
            voice.say("ghi", "writing"),
            voice.say("số trang", "pages"),
        ],
    );
    for (maker, (count, made, written)) in sums.into_iter().take(SHOWN) {
        line(text, &[maker, &shown(made), &shown(made / count.max(1)), &shown(written), &count.to_string()]);
    }
    text.push('\n');
}

fn pages(routes: &[RouteTime], voice: Voice, text: &mut String) {
    let mut slowest: Vec<&RouteTime> = routes.iter().collect();
    slowest.sort_by_key(|route| std::cmp::Reverse(route.made));
    line(text, &[voice.say("Trang chậm nhất", "Slowest pages"), voice.say("dựng", "making")]);
    for route in slowest.into_iter().take(SHOWN) {
        line(text, &[route.route.as_str(), &shown(route.made)]);
    }
    text.push('\n');
}

/// One line: the name, then figures in columns.
fn line(text: &mut String, cells: &[&str]) {
    for (at, cell) in cells.iter().enumerate() {
        _ = if at == 0 { write!(text, "{cell:<40}") } else { write!(text, "{cell:>12}") };
    }
    text.push('\n');
}

/// A time in the unit that suits it.
fn shown(time: Duration) -> String {
    match time.as_secs_f64() {
        seconds if seconds >= 1.0 => format!("{seconds:.2} s"),
        seconds => format!("{:.2} ms", seconds * 1e3),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::Route;

    #[test]
    fn the_slowest_come_first() {
        let route = |path: &str, maker, made| RouteTime {
            route: Route::new(path).unwrap(),
            maker,
            made: Duration::from_millis(made),
            written: Duration::from_millis(1),
        };
        let times = Times {
            stages: vec![(Stage::Link, Duration::from_secs(2)), (Stage::Read, Duration::from_millis(5))],
            routes: vec![
                route("a.html", "page.html", 1),
                route("b.html", "legal.html", 7),
                route("c.html", "page.html", 2),
            ],
        };
        let table = table(&times, Voice { language: crate::diagnostic::Language::En, ..Voice::default() });
        let at = |words: &str| table.find(words).unwrap_or_else(|| panic!("{words}: {table}"));
        assert!(at("read files") < at("link") && at("legal.html") < at("page.html"));
        assert!(at("b.html") < at("c.html") && at("c.html") < at("a.html"));
        assert!(table.contains("2.00 s") && table.contains("1.50 ms"), "{table}");
    }
}
