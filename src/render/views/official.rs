//! The view of a document's head and end on paper: `legal.official`.

use serde::Serialize;

/// What offices print around a document's text (Nghị định 30/2020/NĐ-CP, annex I).
#[derive(Clone, Debug, Serialize)]
pub struct OfficialView<'a> {
    /// The body above the one that issued it.
    pub superior: Option<&'a str>,
    /// Who issued it.
    pub agency: &'a str,
    /// `Số: 30/2020/NĐ-CP`.
    pub number: String,
    /// `Bắc Giang, ngày 05 tháng 02 năm 2024`.
    pub place_and_day: String,
    /// The name of its type in capitals; empty for an official letter.
    pub name: String,
    /// What it is about (trích yếu); empty for an official letter.
    pub subject: String,
    /// What an official letter is about: `V/v …`; else empty.
    pub about: String,
    /// The office that signs, line by line.
    pub office: Vec<String>,
    /// Who signed; nothing where the text itself ends with that.
    pub signer: Option<String>,
    /// Nơi nhận; empty where the text itself ends with them.
    pub recipients: &'a [String],
}
