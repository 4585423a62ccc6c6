//! Blocks: paragraphs, headings, lists, tables, quotations, code.

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Tag, TagEnd};

use super::Writer;
use crate::diagnostic::{Diagnostic, Message, codes};
use crate::document::{Code, Fill, LinkRole};
use crate::parse::markdown::Spot;

impl Writer<'_> {
    pub(super) fn start(&mut self, tag: &Tag<'_>, at: usize, spot: &Spot<'_>) {
        match tag {
            Tag::Paragraph => self.paragraph(at),
            Tag::Heading { level, .. } => self.heading(*level as u8, at),
            Tag::BlockQuote(Some(kind)) => {
                let (class, title) = self.input.labels.alert(*kind);
                self.push(&format!("<aside class=\"alert alert-{class}\" role=\"note\"><p class=\"alert-title\">{title}</p>\n"));
                self.quotes.push(true);
            }
            Tag::BlockQuote(None) => {
                self.push("<blockquote>\n");
                self.quotes.push(false);
            }
            Tag::CodeBlock(kind) => self.code(kind, at),
            Tag::List(first) => self.list(*first, at),
            Tag::Item => self.item(at),
            Tag::FootnoteDefinition(name) => self.footnotes.begin(name),
            Tag::DefinitionList => self.push("<dl>\n"),
            Tag::DefinitionListTitle => self.push("<dt>"),
            Tag::DefinitionListDefinition => self.push("<dd>"),
            Tag::Table(alignments) => {
                let label = self.input.labels.table;
                self.push(&format!("<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{label}\"><table>\n"));
                self.tables.push((alignments.clone(), 0, true));
            }
            Tag::TableHead => self.push("<thead><tr>"),
            Tag::TableRow => {
                self.push("<tr>");
                self.table_row();
            }
            Tag::TableCell => self.cell(),
            Tag::Emphasis => self.open_inline("<em>"),
            Tag::Strong => self.open_inline("<strong>"),
            Tag::Strikethrough => self.open_inline("<del>"),
            Tag::Superscript => self.open_inline("<sup>"),
            Tag::Subscript => self.open_inline("<sub>"),
            Tag::Link { dest_url, title, .. } => self.anchor(dest_url, title, spot),
            Tag::Image { dest_url, title, .. } => self.image(dest_url, title, at, spot),
            Tag::HtmlBlock | Tag::MetadataBlock(_) => {}
        }
    }

    pub(super) fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                self.end_line();
                self.split_open = false;
                let figure = std::mem::take(&mut self.in_figure);
                self.push(if figure { "\n" } else { "</p>\n" });
            }
            TagEnd::Heading(level) => self.end_heading(level as u8),
            TagEnd::BlockQuote(_) => {
                let alert = self.quotes.pop().unwrap_or(false);
                self.push(if alert { "</aside>\n" } else { "</blockquote>\n" });
            }
            TagEnd::List(_) => {
                let ordered = self.lists.pop().is_some_and(|(ordered, _)| ordered);
                self.push(if ordered { "</ol>\n" } else { "</ul>\n" });
            }
            TagEnd::Item => {
                self.end_block();
                self.push("</li>\n");
            }
            TagEnd::FootnoteDefinition => self.footnotes.end(),
            TagEnd::DefinitionList => self.push("</dl>\n"),
            TagEnd::DefinitionListTitle => self.push("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.push("</dd>\n"),
            TagEnd::Table => {
                self.tables.pop();
                self.push("</tbody></table></div>\n");
            }
            TagEnd::TableHead => {
                self.push("</tr></thead><tbody>\n");
                self.table_row();
                if let Some((_, _, head)) = self.tables.last_mut() {
                    *head = false;
                }
            }
            TagEnd::TableRow => self.push("</tr>\n"),
            TagEnd::TableCell => {
                self.end_line();
                let head = self.tables.last().is_some_and(|(_, _, head)| *head);
                self.push(if head { "</th>" } else { "</td>" });
            }
            TagEnd::Emphasis => self.close_inline("</em>"),
            TagEnd::Strong => self.close_inline("</strong>"),
            TagEnd::Strikethrough => self.close_inline("</del>"),
            TagEnd::Superscript => self.close_inline("</sup>"),
            TagEnd::Subscript => self.close_inline("</sub>"),
            TagEnd::Link => {
                self.close_inline("</a>");
                self.in_link = self.in_link.saturating_sub(1);
                if let Some(index) = self.file_notes.pop().flatten() {
                    self.hole(Fill::FileNote(index));
                }
            }
            _ => {}
        }
    }

    fn paragraph(&mut self, at: usize) {
        // A paragraph in a list item begins its line at the item, which has the provision's address already.
        if self.lone_picture(Some(at)) {
            self.in_figure = true;
            return;
        }
        self.push("<p");
        self.push_provision(at);
        self.push(">");
    }

    /// Whether the paragraph that opens at `start` holds one picture and nothing else.
    fn lone_picture(&self, start: Option<usize>) -> bool {
        let Some(start) = start else { return false };
        let event = |at: usize| self.input.events.get(at).map(|spot| &spot.event);
        let opens = matches!(event(start), Some(Event::Start(Tag::Paragraph)))
            && matches!(event(start + 1), Some(Event::Start(Tag::Image { .. })));
        opens && matches!(event(self.picture_end(start + 1) + 1), Some(Event::End(TagEnd::Paragraph)))
    }

    /// The event that ends the picture that event `at` begins.
    fn picture_end(&self, at: usize) -> usize {
        let parent = self.input.events.get(at).and_then(|spot| spot.parent);
        let mut later = self.input.events.iter().enumerate().skip(at);
        let end =
            later.find(|(_, spot)| matches!(spot.event, Event::End(TagEnd::Image)) && spot.parent == parent);
        end.map_or(at, |(end, _)| end)
    }

    fn heading(&mut self, level: u8, at: usize) {
        if self.input.title_at == Some(at) {
            let end = self
                .input
                .events
                .iter()
                .enumerate()
                .skip(at)
                .find(|(_, spot)| matches!(spot.event, Event::End(TagEnd::Heading(_))));
            self.skip_until = end.map(|(end, _)| end);
            return;
        }
        let level = (level + self.input.shift).clamp(2, 6);
        let Some(heading) = self.heading_at.get(at).and_then(|index| self.input.ids.headings.get(index))
        else {
            // A heading without words shows nothing.
            self.push(&format!("<h{level}>"));
            self.in_heading = true;
            return;
        };
        self.push(&format!("<h{level}"));
        if self.provision_at(at).is_some() {
            self.push_provision(at);
        } else {
            self.push(" id=\"");
            self.push_escaped(&heading.id);
            self.push("\"");
        }
        self.push(">");
        if let Some(id) = self.input.ids.beside.get(&at) {
            self.push("<span id=\"");
            self.push_escaped(id);
            self.push("\"></span>");
        }
        self.in_heading = true;
        self.heading_id = Some(heading.id.clone());
    }

    fn end_heading(&mut self, level: u8) {
        let level = (level + self.input.shift).clamp(2, 6);
        self.in_heading = false;
        let id = self.heading_id.take();
        if let Some(provision) = self.tools.take() {
            self.hole(Fill::ProvisionTools(provision));
        } else if let Some(id) = id {
            self.push(" <a class=\"anchor\" href=\"#");
            self.push_escaped(&id);
            let label = self.input.labels.anchor;
            self.push(&format!("\" aria-label=\"{label}\">#</a>"));
        }
        self.push(&format!("</h{level}>\n"));
    }

    fn list(&mut self, first: Option<u64>, at: usize) {
        self.end_block();
        let tasks =
            matches!(self.input.events.get(at + 2).map(|spot| &spot.event), Some(Event::TaskListMarker(_)))
                || matches!(
                    self.input.events.get(at + 3).map(|spot| &spot.event),
                    Some(Event::TaskListMarker(_))
                );
        match first {
            Some(1) => self.push("<ol>\n"),
            Some(first) => self.push(&format!("<ol start=\"{first}\">\n")),
            None if tasks => self.push("<ul class=\"task-list\">\n"),
            None => self.push("<ul>\n"),
        }
        self.lists.push((first.is_some(), first.unwrap_or(0)));
    }

    /// A list item; a number that breaks the order is kept as it was written.
    fn item(&mut self, at: usize) {
        self.push("<li");
        let line = self.line_at.get(at).and_then(|line| self.input.lines.lines.get(line));
        let written = match line.and_then(|line| line.marker) {
            Some(crate::parse::lines::Marker::Ordered(number)) => Some(number),
            _ => None,
        };
        if let Some((true, next)) = self.lists.last_mut() {
            let number = written.unwrap_or(*next);
            let differs = number != *next;
            *next = number.saturating_add(1);
            if differs {
                self.push(&format!(" value=\"{number}\""));
            }
        }
        if self.provision_at(at).is_some() {
            self.push_provision(at);
        } else if matches!(
            self.input.events.get(at + 1).map(|spot| &spot.event),
            Some(Event::TaskListMarker(_))
        ) {
            self.push(" class=\"task\"");
        }
        self.push(">");
    }

    fn table_row(&mut self) {
        if let Some((_, column, _)) = self.tables.last_mut() {
            *column = 0;
        }
    }

    fn cell(&mut self) {
        let Some((alignments, column, head)) = self.tables.last_mut() else { return };
        let class = match alignments.get(*column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            _ => "",
        };
        *column += 1;
        let open = if *head { format!("<th scope=\"col\"{class}>") } else { format!("<td{class}>") };
        self.push(&open);
    }

    fn code(&mut self, kind: &CodeBlockKind<'_>, at: usize) {
        self.end_block();
        let mut text = String::new();
        for (index, spot) in self.input.events.iter().enumerate().skip(at + 1) {
            match &spot.event {
                Event::Text(line) => text.push_str(line),
                _ => {
                    self.skip_until = Some(index);
                    break;
                }
            }
        }
        let lang = match kind {
            CodeBlockKind::Fenced(info) => info.split([' ', ',', '{']).next().unwrap_or("").to_owned(),
            CodeBlockKind::Indented => String::new(),
        };
        self.push("<pre class=\"code\" tabindex=\"0\"><code");
        if !lang.is_empty() {
            self.push(" class=\"language-");
            self.push_escaped(&lang);
            self.push("\"");
        }
        self.push(">");
        if lang.is_empty() {
            self.push_escaped(&text);
        } else {
            self.hole(Fill::Code(Box::new(Code { lang, text })));
        }
        self.push("</code></pre>\n");
    }

    fn open_inline(&mut self, html: &str) {
        self.inline_depth += 1;
        self.push(html);
    }

    fn close_inline(&mut self, html: &str) {
        self.inline_depth = self.inline_depth.saturating_sub(1);
        self.push(html);
    }

    fn anchor(&mut self, url: &str, title: &str, spot: &Spot<'_>) {
        self.open_inline("<a");
        self.in_link += 1;
        let index = self.link(url, LinkRole::Anchor, spot.span);
        if let Some(index) = index {
            self.hole(Fill::Href(index));
        }
        self.file_notes.push(index);
        self.title(title);
        self.push(">");
    }

    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.push(" title=\"");
            self.push_escaped(title);
            self.push("\"");
        }
    }

    /// A picture; alone in its paragraph and with a title, it is a figure with that caption.
    fn image(&mut self, url: &str, title: &str, at: usize, spot: &Spot<'_>) {
        let end = self.picture_end(at);
        let words = self.input.events.get(at + 1..end).unwrap_or_default().iter();
        let alt: String = words
            .filter_map(|spot| match &spot.event {
                Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
                Event::SoftBreak | Event::HardBreak => Some(" "),
                _ => None,
            })
            .collect();
        self.skip_until = Some(end);
        if alt.trim().is_empty() {
            let message = Message::new("Ảnh chưa có lời mô tả", "The picture has no description");
            let diagnostic = Diagnostic::at(&codes::NO_ALT_TEXT, self.input.file, spot.span, message).help(
                "Viết vài chữ tả ảnh vào giữa hai dấu ngoặc vuông: `![mô tả](ảnh)`.",
                "Write a few words between the square brackets: `![words](picture)`.",
            );
            self.out.diagnostics.push(diagnostic);
        }
        let Some(index) = self.link(url, LinkRole::Image, spot.span) else { return };
        let figure = self.in_figure;
        self.push(if figure { "<figure><img" } else { "<img" });
        self.hole(Fill::Src(index));
        self.push(" alt=\"");
        self.push_escaped(alt.trim());
        self.push("\" loading=\"lazy\">");
        if figure {
            if !title.is_empty() {
                self.push("<figcaption>");
                self.push_escaped(title);
                self.push("</figcaption>");
            }
            self.push("</figure>");
        }
    }
}
