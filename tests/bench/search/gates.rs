//! What search must reach, and whether it does: one table.

use super::probe::{Probe, Wanted};

/// A gate: what is asked, the figure wanted, the figure measured, and whether it is met.
struct Gate {
    what: String,
    wanted: &'static str,
    measured: String,
    is_met: Option<bool>,
}

/// All gates, in the order in which they were measured.
#[derive(Default)]
pub struct Gates(Vec<Gate>);

impl Gates {
    pub fn add(&mut self, what: impl Into<String>, wanted: &'static str, measured: String, is_met: bool) {
        self.0.push(Gate { what: what.into(), wanted, measured, is_met: Some(is_met) });
    }

    /// A gate that could not be measured, and why.
    pub fn skip(&mut self, what: impl Into<String>, wanted: &'static str, why: &str) {
        self.0.push(Gate { what: what.into(), wanted, measured: why.to_owned(), is_met: None });
    }

    /// What rests on the questions: recall of every way of typing, and which give the same results as the first.
    pub fn quality(&mut self, recalls: &[f64], plain: f64, same: [bool; 3]) {
        let at = |place: usize| recalls.get(place).copied().unwrap_or(0.0);
        let accented = at(0);
        for (place, name) in [(0, "accented"), (1, "unaccented")] {
            let text = format!("{:.4} (plain BM25 {plain:.4})", at(place));
            self.add(format!("recall@10, {name}"), "≥ 0.975", text, at(place) >= 0.975);
        }
        for (place, name) in [(1, "unaccented"), (2, "half-accented")] {
            let text = format!("{:+.4}", at(place) - accented);
            self.add(
                format!("recall@10, {name} against accented"),
                "within .01",
                text,
                at(place) >= accented - 0.01,
            );
        }
        for (is_same, name) in same.into_iter().zip(["NFD", "other tone placement", "i/y swapped"]) {
            let text = if is_same { "identical" } else { "others" };
            self.add(format!("results of {name}"), "identical", text.to_owned(), is_same);
        }
        for (place, name) in [(6, "Telex"), (7, "VNI")] {
            let text = format!("{:+.4}", at(place) - accented);
            self.add(
                format!("recall@10, {name} against accented"),
                "within .02",
                text,
                at(place) >= accented - 0.02,
            );
        }
    }

    /// What rests on harder questions and on keywords.
    pub fn probe(&mut self, probe: &Probe, way: &str, recall: f64, plain: f64) {
        let text = format!("{recall:.4} (plain BM25 {plain:.4})");
        let (wanted, is_met) = match (probe.wanted, way) {
            (Wanted::Nothing, _) => return,
            (Wanted::Above, _) => ("BM25 + 0.04", recall >= plain + 0.04),
            (Wanted::NearlyAll, "accented") => ("≥ 0.99", recall >= 0.99),
            (Wanted::NearlyAll, _) => ("≥ 0.985", recall >= 0.985),
        };
        self.add(format!("recall@10, {}, {way}", probe.name), wanted, text, is_met);
    }
}

impl std::fmt::Display for Gates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{:<56} {:<16} {:<34} gate", "what", "wanted", "measured")?;
        for gate in &self.0 {
            let verdict = match gate.is_met {
                Some(true) => "met",
                Some(false) => "MISSED",
                None => "not measured",
            };
            writeln!(f, "{:<56} {:<16} {:<34} {verdict}", gate.what, gate.wanted, gate.measured)?;
        }
        Ok(())
    }
}
