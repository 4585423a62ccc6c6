//! What only a browser shows, with the client and the server of the browser tests.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::json;

use super::client::Page;
use super::server::serve;
use super::size::zipped;

fn has_chromium() -> bool {
    let names = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    std::env::var_os("CHROMIUM").is_some() || names.iter().any(|name| Path::new(name).exists())
}

/// Microseconds of main-thread time for every key of some questions, typed into the box of a page on a processor four
/// times slower, from the least to the most; nothing without Chromium.
pub fn key_presses(out: &Path, queries: &[&str]) -> Option<Vec<usize>> {
    if !has_chromium() {
        return None;
    }
    let (host, _) = serve(out);
    let mut page = Page::open();
    page.call("Performance.enable", json!({}));
    page.call("Emulation.setCPUThrottlingRate", json!({ "rate": 4 }));
    let mut times = Vec::new();
    for query in queries.iter().take(6) {
        page.goto(&format!("{host}index.html"));
        page.eval(
            "[...document.querySelectorAll('input[name=q]')].find(input => input.offsetParent).focus()",
        );
        for c in query.chars() {
            let before = busy(&mut page);
            page.type_text(&c.to_string());
            // Suggestions come a moment after the last key; nothing else happens meanwhile.
            std::thread::sleep(std::time::Duration::from_millis(400));
            times.push(busy(&mut page).saturating_sub(before));
        }
    }
    times.sort_unstable();
    Some(times)
}

/// Microseconds that the page's main thread has been busy.
fn busy(page: &mut Page) -> usize {
    let metrics = page.call("Performance.getMetrics", json!({}));
    let metric = |name: &str| {
        let all = metrics["metrics"].as_array().into_iter().flatten();
        all.filter(|metric| metric["name"] == name).find_map(|metric| metric["value"].as_f64()).unwrap_or(0.0)
    };
    (metric("TaskDuration") * 1e6) as usize
}

/// Bytes (gzip) that Pagefind loads for each question, asked first; or why it was not asked.
pub fn pagefind(out: &Path, queries: &[&str]) -> Result<Vec<usize>, &'static str> {
    if !has_chromium() {
        return Err("no Chromium");
    }
    let site = out.to_str().unwrap_or_default();
    let run = |program: &str, before: &[&str]| {
        let status = Command::new(program)
            .args(before)
            .args(["--site", site])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        status.is_ok_and(|status| status.success())
    };
    if !run("pagefind", &[]) && !run("python3", &["-m", "pagefind"]) {
        return Err("no Pagefind");
    }
    let peer = "<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><title>Pagefind</title>";
    std::fs::write(out.join("peer.html"), peer).map_err(|_| "no disk")?;
    let (host, asked) = serve(out);
    let mut bytes = Vec::new();
    for query in queries.iter().take(12) {
        // A browser of its own, so that nothing is in a cache; a worker of the page loads, so that the server counts.
        let mut page = Page::open();
        page.goto(&format!("{host}peer.html"));
        asked.lock().unwrap().clear();
        let query = serde_json::to_string(query).unwrap_or_default();
        page.eval(&format!(
            "void import('/pagefind/pagefind.js').then(p => p.search({query})).then(found =>
                Promise.all(found.results.slice(0, 10).map(result => result.data()))).then(() => window.done = true)"
        ));
        page.wait("window.done");
        let paths: BTreeSet<String> = asked.lock().unwrap().drain(..).collect();
        let size = |path: &String| {
            let content = std::fs::read(out.join(path.trim_start_matches('/'))).ok()?;
            // Most of its files are compressed already.
            Some(std::str::from_utf8(&content).map_or(content.len(), zipped))
        };
        bytes.push(paths.iter().filter_map(size).sum());
    }
    Ok(bytes)
}
