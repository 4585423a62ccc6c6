//! Relations drawn: for each document what it rests on and what rests on it, and the whole portal in one picture. The
//! pictures are columns, so that they can be read on a phone and printed; long names are cut into lines here.

use std::collections::BTreeSet;

use super::page::{document_name, relation_key};
use super::views::{
    BoxView, CurveView, GraphListView, GraphView, LegendView, NoteView, PortalGraphView, RelationView,
};
use super::words::lower_initial;
use super::{Renderer, words};
use crate::document::RelationKind;
use crate::site::{Page, PageId};

/// How wide pictures are.
const WIDTH: u32 = 360;
/// The height of a line of words.
const LINE: u32 = 20;
/// The space between a box and its words.
const PAD: u32 = 9;
/// The space between boxes.
const GAP: u32 = 12;
/// Lines of a name in a box; a longer name is cut short.
const NAME_LINES: usize = 3;
/// Documents drawn for one relation; the list below the picture has them all.
const DRAWN: usize = 6;
/// Documents drawn for the whole portal.
const PORTAL: usize = 60;

impl Renderer<'_> {
    /// The pictures of a document: what it bears on, what bears on it.
    pub(super) fn graphs<'s>(&'s self, page: &'s Page) -> Vec<GraphView<'s>> {
        let main = self.site.main_page(page);
        let sides = [(false, "graph_rests_on"), (true, "graph_rest_on_it")];
        let pictures = sides.into_iter().filter_map(|(inverse, title)| {
            let groups = self.relations(page, Some(inverse));
            (!groups.is_empty()).then(|| self.half(main, &groups, inverse, title))
        });
        pictures.collect()
    }

    /// One side of a document's relations: a line from the document down to each of the others.
    fn half(
        &self,
        page: &Page,
        groups: &[RelationView<'_>],
        inverse: bool,
        title: &'static str,
    ) -> GraphView<'_> {
        let mut boxes = vec![boxed("", &document_name(&page.document), 0, 1, WIDTH, true)];
        let (mut notes, mut lines) = (Vec::new(), Vec::new());
        let mut y = boxes.first().map_or(0, |own| own.y + own.height);
        let (top, spine, left) = (y, 14, 44);
        let mut end = y;
        for group in groups {
            y += GAP + LINE;
            notes.push(NoteView { x: left, y: y - 5, text: group.label.to_owned() });
            for item in group.items.iter().take(DRAWN) {
                let shown = boxed(&item.url, &item.label, left, y, WIDTH - left - 1, false);
                let middle = shown.y + shown.height / 2;
                let to = if inverse { left } else { left - 7 };
                lines.push(curve(format!("M{spine} {middle}H{to}"), "link"));
                if !inverse {
                    lines.push(curve(arrow_right(left, middle), "arrow"));
                }
                end = middle;
                y += shown.height + GAP;
                boxes.push(shown);
            }
            y -= GAP;
            if group.items.len() > DRAWN {
                y += LINE + 2;
                let more = (group.items.len() - DRAWN).to_string();
                let text = self.theme.text("status_more").replace("{n}", &more);
                notes.push(NoteView { x: left, y, text });
                y += 6;
            }
        }
        let start = if inverse { top + 7 } else { top };
        lines.push(curve(format!("M{spine} {start}V{end}"), "link"));
        if inverse {
            lines.push(curve(format!("M{spine} {top}l-5 9h10z"), "arrow"));
        }
        GraphView { title: self.theme.text(title), width: WIDTH, height: y + 2, boxes, notes, lines }
    }

    /// The legal documents of the portal that bear on one another, the newest above, with a curve for each relation.
    pub(super) fn portal_graph(&self) -> PortalGraphView<'_> {
        let (nodes, total) = self.nodes();
        let gutter = 96;
        let mut boxes: Vec<BoxView> = Vec::new();
        let mut y = 1;
        for id in &nodes {
            let Some(page) = self.site.page(*id) else { continue };
            let day = page.document.front.date.map(|date| format!(" ({})", words::date(date).text));
            let name = format!("{}{}", page.document.title, day.unwrap_or_default());
            let shown = boxed(&page.route.relative_from(""), &name, gutter, y, WIDTH - gutter - 1, false);
            y += shown.height + GAP;
            boxes.push(shown);
        }
        let place = |id: &PageId| nodes.iter().position(|node| node == id);
        let (mut lines, mut kinds) = (Vec::new(), BTreeSet::new());
        for (from, id) in nodes.iter().enumerate() {
            let related = self.site.page(*id).map_or(&[][..], |page| page.relations.as_slice());
            for related in related.iter().filter(|related| !related.inverse) {
                let to = related.other.as_ref().ok().and_then(place).filter(|to| *to != from);
                let Some((to, (start, end))) =
                    to.and_then(|to| Some((to, boxes.get(from).zip(boxes.get(to))?)))
                else {
                    continue;
                };
                lines.extend(arc(start, end, from.abs_diff(to), kind_class(related.kind)));
                kinds.insert((kind_class(related.kind), related.kind));
            }
        }
        let listed = nodes.iter().filter_map(|id| {
            let relations = self.relations_from(self.site.page(*id)?, Some(false), "");
            let document = self.link(*id, "")?;
            (!relations.is_empty()).then_some(GraphListView { document, relations })
        });
        PortalGraphView {
            legend: self.legend(kinds),
            documents: listed.collect(),
            total,
            picture: GraphView {
                title: self.theme.text("graph_title"),
                width: WIDTH,
                height: y,
                boxes,
                notes: Vec::new(),
                lines,
            },
        }
    }

    /// What the lines of a picture stand for; kinds that look alike share a line of the legend.
    fn legend(&self, kinds: BTreeSet<(&'static str, RelationKind)>) -> Vec<LegendView> {
        let mut legend: Vec<LegendView> = Vec::new();
        for (kind, relation) in kinds {
            let label = self.theme.text(relation_key(relation, false));
            match legend.last_mut() {
                Some(last) if last.kind == kind => {
                    last.label = format!("{}, {}", last.label, lower_initial(label))
                }
                _ => legend.push(LegendView { kind, label: label.to_owned() }),
            }
        }
        legend
    }

    /// The documents drawn for the whole portal, the newest first, and how many could be: those with most relations.
    fn nodes(&self) -> (Vec<PageId>, usize) {
        let degree = |id: PageId| {
            let relations = self.site.page(id).map_or(&[][..], |page| page.relations.as_slice());
            relations.iter().filter(|related| related.other.is_ok()).count()
        };
        let mut nodes: Vec<(usize, PageId, usize)> = self
            .site
            .register
            .iter()
            .enumerate()
            .map(|(place, id)| (place, *id, degree(*id)))
            .filter(|(.., degree)| *degree > 0)
            .collect();
        let total = nodes.len();
        nodes.sort_by_key(|(place, _, degree)| (std::cmp::Reverse(*degree), *place));
        nodes.truncate(PORTAL);
        nodes.sort_by_key(|(place, ..)| *place);
        (nodes.into_iter().map(|(_, id, _)| id).collect(), total)
    }
}

/// A document's box with its name in lines.
fn boxed(url: &str, name: &str, x: u32, y: u32, width: u32, own: bool) -> BoxView {
    let mut lines = Vec::new();
    let mut base = y + PAD + 14;
    // Bold letters are wider.
    let room = width - 2 * PAD;
    for text in wrapped(name, if own { room * 9 / 10 } else { room }) {
        lines.push(NoteView { x: x + PAD, y: base, text });
        base += LINE;
    }
    let height = 2 * PAD + LINE * u32::try_from(lines.len()).unwrap_or(1);
    BoxView { url: url.to_owned(), x, y, width, height, lines, own }
}

fn curve(path: String, kind: &'static str) -> CurveView {
    CurveView { path, kind }
}

/// An arrow's head that points right and ends at a place.
fn arrow_right(x: u32, y: u32) -> String {
    format!("M{x} {y}l-9 -5v10z")
}

/// A curve at the left of two boxes, wider the farther apart they are, with an arrow's head at its end.
fn arc(from: &BoxView, to: &BoxView, apart: usize, kind: &'static str) -> [CurveView; 2] {
    let reach = u32::try_from(apart).unwrap_or(u32::MAX).saturating_mul(11).saturating_add(14).min(112);
    let edge = from.x;
    // Ways out leave below the middle and ways in arrive above it, so that they can be told apart.
    let (start, end) = (from.y + from.height / 2 + 6, to.y + to.height / 2 - 6);
    let bend = i64::from(edge) - i64::from(reach);
    let path = format!("M{edge} {start}C{bend} {start} {bend} {end} {} {end}", edge - 7);
    [curve(path, kind), curve(arrow_right(edge, end), "arrow")]
}

fn kind_class(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::BasedOn => "based",
        RelationKind::RefersTo | RelationKind::Interprets | RelationKind::Consolidates => "refers",
        RelationKind::Details => "details",
        RelationKind::Amends | RelationKind::Corrects => "amends",
        RelationKind::Replaces | RelationKind::Repeals | RelationKind::Suspends => "ends",
    }
}

/// A name in lines that fit into `width`; what does not fit into the last one is left out.
fn wrapped(name: &str, width: u32) -> Vec<String> {
    let limit = width.saturating_mul(10);
    let mut lines: Vec<String> = Vec::new();
    let mut room = 0;
    for word in name.split_whitespace() {
        let length: u32 = word.chars().map(advance).sum();
        let full = lines.len() == NAME_LINES;
        match lines.last_mut() {
            Some(line) if length + SPACE <= room => {
                line.push(' ');
                line.push_str(word);
                room -= length + SPACE;
            }
            Some(line) if full => {
                line.push('…');
                break;
            }
            _ => {
                let cut = cut(word, limit);
                room = limit.saturating_sub(cut.chars().map(advance).sum());
                lines.push(cut);
            }
        }
    }
    lines
}

/// A word without what does not fit on a line of its own.
fn cut(word: &str, limit: u32) -> String {
    let mut used = 0;
    let fits = |c: &char| {
        used += advance(*c);
        used <= limit
    };
    word.chars().take_while(fits).collect()
}

/// The width of a blank, in tenths.
const SPACE: u32 = 40;

/// About how wide a letter is at 15 units, in tenths: as in Noto Sans, the widest font of the style sheet.
fn advance(c: char) -> u32 {
    match c {
        'i' | 'l' | 'j' | 'í' | 'ì' | 'ị' | 'ỉ' | 'ĩ' | '.' | ',' | ':' | ';' | '\'' => 42,
        't' | 'f' | '(' | ')' | '/' | '-' | '“' | '”' => 57,
        'r' => 63,
        'c' | 's' | 'v' | 'y' | 'k' | 'x' | 'z' | 'ý' | 'ỳ' => 79,
        'm' | 'w' | 'M' | 'W' => 141,
        c if c.is_uppercase() => 106,
        _ => 92,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_into_lines_that_fit() {
        let lines = wrapped("Kế hoạch thực hiện Đề án 201 năm 2024 của ngành Giáo dục tỉnh Bắc Giang", 200);
        assert_eq!(lines, ["Kế hoạch thực hiện Đề án", "201 năm 2024 của ngành", "Giáo dục tỉnh Bắc Giang"]);
        let lines = wrapped("một hai ba bốn năm sáu bảy tám chín mười mười một", 100);
        assert_eq!(lines.last().map(String::as_str), Some("bảy tám chín…"));
        assert_eq!(wrapped("", 100), Vec::<String>::new());
        assert_eq!(wrapped(&"x".repeat(100), 90), ["xxxxxxxxxxx"]);
    }
}
