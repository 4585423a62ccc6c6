//! `antt build --verify`: builds clean beside the release and compares every byte.

use std::path::Path;

use jiff::civil::Date;

use super::build::{Options, Out, choice};
use super::outcome::{Outcome, Voice};
use crate::output::{self, Refusal};
use crate::pipeline::{self, Stop, Timings};
use crate::source::Failure;

/// How many files are named.
const NAMED: usize = 20;

/// Makes the outcome a failure where a release is not what a clean build gives.
pub fn verify(outcome: &mut Outcome, options: &Options, outs: &[Out], today: Date, voice: Voice) {
    let compiled = match pipeline::compile(&options.root) {
        Ok(compiled) => compiled,
        Err(failure) => return *outcome = Outcome::failed(&failure, voice),
    };
    for (site, out) in outs {
        let site = compiled.link(choice(&compiled, site.as_deref(), today, options)).value;
        let compare = output::beside(out, |clean: &Path| {
            pipeline::emit(&compiled, &site, clean, &|_| {}, &Timings::off())?;
            output::differences(out, clean).map_err(Stop::Refused)
        });
        match compare.map_err(|reason| Refusal::Failed(Failure { path: out.clone(), reason })) {
            Ok(Ok(files)) if files.is_empty() => {}
            Ok(Ok(files)) => fail(outcome, &files, voice),
            Ok(Err(Stop::Refused(refusal))) | Err(refusal) => {
                return *outcome = Outcome::refused(&refusal, voice);
            }
            // What was wrong was told by the build; a root that changes meanwhile cannot be judged.
            Ok(Err(Stop::Diagnosed(_))) => fail(outcome, &[], voice),
        }
    }
}

fn fail(outcome: &mut Outcome, files: &[String], voice: Voice) {
    let count = files.len();
    outcome.code = 1;
    outcome.stdout.clear();
    outcome.stderr += &match voice.say("vi", "en") {
        "vi" => format!(
            "Bản dựng lại từ đầu khác bản đã xuất bản ở {count} tệp. Xóa thư mục .antt/cache, dựng lại, và báo lỗi này cho người viết antt.\n"
        ),
        _ => format!(
            "A clean build differs from what was published in {count} files. Delete .antt/cache, build again, and report this.\n"
        ),
    };
    for file in files.iter().take(NAMED) {
        outcome.stderr += &format!("  {file}\n");
    }
    if let Some(more) = count.checked_sub(NAMED).filter(|more| *more > 0) {
        outcome.stderr += &format!("  … +{more}\n");
    }
}
