//! Where nothing is cited, whatever the words say: in links and code that the editor wrote, and in passages that he
//! marked so.
//!
//! `<!-- no-cite -->` on a line of its own begins such a passage and `<!-- /no-cite -->` ends it. Inside a paragraph the
//! first alone is enough: it holds for the paragraph. In Vietnamese: `<!-- khong-dan-chieu -->`.

use pulldown_cmark::{Event, Tag};

use crate::diagnostic::{Checked, Diagnostic, Message, codes};
use crate::document::Citation;
use crate::parse::markdown::Spot;
use crate::path::SourcePath;
use crate::text::Span;

/// The stretches in which nothing is cited, in order.
pub fn exempt(events: &[Spot<'_>], file: &SourcePath) -> Checked<Vec<Span>> {
    let mut search = Search::new(file);
    for (at, spot) in events.iter().enumerate() {
        search.leave_block(spot.span.start);
        match &spot.event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) | Event::Code(_) => {
                search.spans.push(spot.span)
            }
            Event::InlineHtml(comment) => match sign(comment) {
                Some(Sign::Begin) => search.begin(spot.span, block(events, at)),
                Some(Sign::End) => search.end(spot.span),
                None => {}
            },
            Event::Html(comment) => match sign(comment) {
                Some(Sign::Begin) => search.begin(spot.span, None),
                Some(Sign::End) => search.end(spot.span),
                None => {}
            },
            _ => {}
        }
    }
    search.finish(events.last().map_or(0, |spot| spot.span.end))
}

/// Takes out of `citations` what stands in `exempt`.
pub fn leave_out(citations: &mut Vec<Citation>, exempt: &[Span]) {
    let overlaps = |span: Span| {
        let next = exempt.partition_point(|known| known.end <= span.start);
        exempt.get(next).is_some_and(|known| known.start < span.end)
    };
    if exempt.is_empty() {
        return;
    }
    citations.retain_mut(|citation| {
        if !overlaps(citation.span) {
            return true;
        }
        citation.targets.retain(|target| !overlaps(target.span));
        !citation.targets.is_empty()
    });
}

/// What a comment says.
enum Sign {
    Begin,
    End,
}

fn sign(comment: &str) -> Option<Sign> {
    let words = comment.trim().strip_prefix("<!--")?.strip_suffix("-->")?.trim();
    match words {
        "no-cite" | "khong-dan-chieu" => Some(Sign::Begin),
        "/no-cite" | "/khong-dan-chieu" => Some(Sign::End),
        _ => None,
    }
}

/// The place of the block that holds event `at`.
fn block(events: &[Spot<'_>], at: usize) -> Option<Span> {
    let mut up = events.get(at)?.parent;
    while let Some(spot) = up.and_then(|at| events.get(at)) {
        let inline = matches!(
            spot.event,
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
        );
        if !inline {
            return Some(spot.span);
        }
        up = spot.parent;
    }
    None
}

/// The state of the search.
struct Search<'a> {
    file: &'a SourcePath,
    spans: Vec<Span>,
    /// The mark that a passage begins with, and the block that it stands in, if in one.
    open: Option<(Span, Option<Span>)>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Search<'a> {
    fn new(file: &'a SourcePath) -> Self {
        Self { file, spans: Vec::new(), open: None, diagnostics: Vec::new() }
    }

    fn begin(&mut self, mark: Span, block: Option<Span>) {
        if self.open.is_none() {
            self.open = Some((mark, block));
        }
    }

    fn end(&mut self, mark: Span) {
        match self.open.take() {
            Some((begin, _)) => self.spans.push(Span { start: begin.start, end: mark.end }),
            None => self.report(
                mark,
                Message::new(
                    "Dấu kết thúc đoạn không dẫn chiếu mà không có dấu mở đầu",
                    "The end of a passage without citations that nothing begins",
                ),
            ),
        }
    }

    /// A mark inside a block that is not closed in it holds for the block.
    fn leave_block(&mut self, at: u32) {
        if let Some((_, Some(block))) = self.open
            && at >= block.end
        {
            self.spans.push(block);
            self.open = None;
        }
    }

    fn finish(mut self, end: u32) -> Checked<Vec<Span>> {
        self.leave_block(end);
        if let Some((mark, _)) = self.open.take() {
            self.spans.push(Span { start: mark.start, end: end.max(mark.end) });
            self.report(
                mark,
                Message::new(
                    "Đoạn không dẫn chiếu mở ra mà không đóng lại",
                    "A passage without citations that is not closed",
                ),
            );
        }
        merge(&mut self.spans);
        Checked { value: self.spans, diagnostics: self.diagnostics }
    }

    fn report(&mut self, mark: Span, message: Message) {
        self.diagnostics.push(Diagnostic::at(&codes::UNPAIRED_NO_CITE, self.file, mark, message).help(
            "Đặt `<!-- khong-dan-chieu -->` trước đoạn và `<!-- /khong-dan-chieu -->` sau đoạn, mỗi dấu một dòng riêng.",
            "Put `<!-- no-cite -->` before the passage and `<!-- /no-cite -->` behind it, each on a line of its own.",
        ));
    }
}

/// Puts the stretches in order, each apart from the next.
fn merge(spans: &mut Vec<Span>) {
    spans.sort_by_key(|span| (span.start, span.end));
    spans.dedup_by(|next, before| {
        let touches = next.start <= before.end;
        if touches {
            before.end = before.end.max(next.end);
        }
        touches
    });
}
