//! Severities: the code's own, the portal's, the command line's.

use crate::config::Portal;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// What the command line says of severities.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// `--allow`: these are left out.
    pub allow: Vec<&'static Code>,
    /// `--warn`: these are warnings.
    pub warn: Vec<&'static Code>,
    /// `--deny`: these are errors.
    pub deny: Vec<&'static Code>,
    /// `--strict`: warnings are errors.
    pub strict: bool,
}

/// Gives every diagnostic the severity that the portal and the flags want, leaves out what they leave out, and puts
/// the rest in order, each once.
pub fn resolve(diagnostics: Vec<Diagnostic>, portal: &Portal, flags: &Flags) -> Vec<Diagnostic> {
    let severity = |code: &'static Code| {
        let wanted = match code {
            _ if flags.deny.contains(&code) => Some(Severity::Error),
            _ if flags.warn.contains(&code) => Some(Severity::Warning),
            _ if flags.allow.contains(&code) => None,
            _ => portal.severity(code),
        };
        wanted.map(|severity| match severity {
            Severity::Warning if flags.strict => Severity::Error,
            other => other,
        })
    };
    let mut resolved: Vec<Diagnostic> = diagnostics
        .into_iter()
        .filter_map(|diagnostic| Some(Diagnostic { severity: severity(diagnostic.code)?, ..diagnostic }))
        .collect();
    resolved.sort_by(|a, b| (a.order(), &a.message.vi).cmp(&(b.order(), &b.message.vi)));
    resolved.dedup();
    resolved
}

/// How many diagnostics there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Nothing is published.
    pub errors: usize,
    /// Published all the same.
    pub warnings: usize,
    /// Worth knowing.
    pub notes: usize,
}

impl Counts {
    /// Counts them.
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        }
    }
}
