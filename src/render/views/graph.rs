//! Views of relations as pictures: `legal.graphs` of `legal.html`; `graph.html`: the variable `graph`. All measures
//! are in units of the picture's own, one of which is shown as one pixel.

use serde::Serialize;

use super::{LinkView, RelationView};

/// A picture of documents and how they bear on one another.
#[derive(Clone, Debug, Serialize)]
pub struct GraphView<'a> {
    /// What it shows.
    pub title: &'a str,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// The documents.
    pub boxes: Vec<BoxView>,
    /// Words between them: what the relations below are called, how many are left out.
    pub notes: Vec<NoteView>,
    /// The lines from document to document.
    pub lines: Vec<CurveView>,
}

/// A document in a picture.
#[derive(Clone, Debug, Serialize)]
pub struct BoxView {
    /// Relative address; empty where the portal does not hold the document.
    pub url: String,
    /// Its left edge.
    pub x: u32,
    /// Its upper edge.
    pub y: u32,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// Its name in lines that fit, with the place of each.
    pub lines: Vec<NoteView>,
    /// The document that the picture is about.
    pub own: bool,
}

/// Words at a place.
#[derive(Clone, Debug, Serialize)]
pub struct NoteView {
    /// Where they begin.
    pub x: u32,
    /// Their base line.
    pub y: u32,
    /// The words.
    pub text: String,
}

/// A line of a picture.
#[derive(Clone, Debug, Serialize)]
pub struct CurveView {
    /// The way it takes, as the attribute `d` of a path.
    pub path: String,
    /// The kind of relation that it stands for (`based_on` …), or `arrow` for an arrow's head.
    pub kind: &'static str,
}

/// The picture of the whole portal.
#[derive(Clone, Debug, Serialize)]
pub struct PortalGraphView<'a> {
    /// The picture.
    pub picture: GraphView<'a>,
    /// The kinds of relation in it: how a line looks and what it is called.
    pub legend: Vec<LegendView>,
    /// The same in words: each document with what it bears on.
    pub documents: Vec<GraphListView<'a>>,
    /// How many documents with relations the portal holds.
    pub total: usize,
}

/// Kinds of relation in the legend.
#[derive(Clone, Debug, Serialize)]
pub struct LegendView {
    /// The kind's name.
    pub kind: &'static str,
    /// What it is called, with those that look alike.
    pub label: String,
}

/// A document and what it bears on.
#[derive(Clone, Debug, Serialize)]
pub struct GraphListView<'a> {
    /// The document.
    pub document: LinkView<'a>,
    /// What it bears on.
    pub relations: Vec<RelationView<'a>>,
}
