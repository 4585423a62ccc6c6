//! `antt serve`: shows the site as it will be, while it is written.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use super::outcome::{Outcome, Voice, day};
use super::unknown_site;
use crate::diagnostic::codes;
use crate::pipeline;
use crate::server::{Edition, Listener, Refused, Server, Wanted};
use crate::source::Failure;

/// What is served, and where.
pub struct Options {
    /// The folder that holds `content/`.
    pub root: PathBuf,
    /// The school; nothing for the portal itself.
    pub site: Option<String>,
    /// The port; nothing for one that is free.
    pub port: Option<u16>,
    /// Opens the browser.
    pub open: bool,
    /// Drafts too.
    pub drafts: bool,
    /// Prints a text while the server runs.
    pub print: Arc<dyn Fn(&str) + Send + Sync>,
}

/// Serves until the program is asked to end.
pub fn run(options: &Options, voice: Voice) -> Outcome {
    let read_at = SystemTime::now();
    let compiled = match pipeline::compile(&options.root) {
        Ok(compiled) => compiled,
        Err(failure) => return Outcome::failed(&failure, voice),
    };
    if let Some(id) = options.site.as_deref().filter(|id| compiled.school(id).is_none()) {
        return unknown_site(id, &compiled.config, voice);
    }
    // Without content there is nothing that could be mended.
    let diagnostics = compiled.diagnostics();
    if diagnostics.iter().any(|diagnostic| diagnostic.code == &codes::NO_CONTENT) {
        return Outcome::of(&compiled.source, &diagnostics, Default::default(), voice, &());
    }
    let wanted = Wanted {
        site: options.site.clone(),
        drafts: options.drafts,
        language: voice.language,
        today: |timezone| day(None, timezone),
    };
    let listener = listener(Arc::clone(&options.print), voice);
    match Server::start(&options.root, (compiled, read_at), options.port, wanted, listener) {
        Ok(server) => {
            let address = format!("http://localhost:{}/", server.port);
            let stop = voice.say("Ctrl-C để dừng", "Ctrl-C to stop");
            let shown = voice.say("Xem trang tại", "The site is at");
            (options.print)(&format!("{shown} {address} ({stop})\n"));
            if options.open && !open(&address) {
                let note = voice.say("Không mở được trình duyệt.", "The browser could not be opened.");
                (options.print)(&format!("{note}\n"));
            }
            server.wait();
            Outcome::default()
        }
        Err(Refused::Failed(failure)) => Outcome::failed(&failure, voice),
        Err(Refused::Taken(port)) => {
            let text = voice.say(
                "đang có chương trình khác dùng; chọn cổng khác bằng --port, hoặc bỏ --port",
                "is in use by another program; choose another with --port, or leave --port out",
            );
            let what = voice.say("cổng", "port");
            Outcome { stderr: format!("{what} {port} {text}\n"), code: 3, ..Outcome::default() }
        }
    }
}

/// Prints what is wrong whenever that is something else than before.
fn listener(print: Arc<dyn Fn(&str) + Send + Sync>, voice: Voice) -> Listener {
    let last = Mutex::new(String::new());
    Box::new(move |news: Result<&Edition, &Failure>| {
        let report = match news {
            Ok(edition) => edition.report(voice.colour),
            Err(failure) => Outcome::failed(failure, voice).stderr,
        };
        let Ok(mut last) = last.lock() else { return };
        if *last != report {
            let mended = voice.say("Đã sửa hết lỗi.\n", "All is well again.\n");
            print(if report.is_empty() { mended } else { &report });
            *last = report;
        }
    })
}

/// Opens an address in the browser; whether that could be begun.
fn open(address: &str) -> bool {
    let mut command = match std::env::consts::OS {
        "windows" => {
            let mut command = Command::new("cmd");
            command.args(["/C", "start", ""]);
            command
        }
        "macos" => Command::new("open"),
        _ => Command::new("xdg-open"),
    };
    command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().is_ok()
}
