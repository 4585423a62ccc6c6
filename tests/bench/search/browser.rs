//! What only a browser shows, with the client and the server of the browser tests.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use super::client::Page;
use super::server::serve;
use super::size::zipped;

fn has_chromium() -> bool {
    let names = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    std::env::var_os("CHROMIUM").is_some() || names.iter().any(|name| Path::new(name).exists())
}

/// What people type, letter by letter: without accents, as most do.
const TYPED: [&str; 4] =
    ["bao cao ket qua thuc hien", "phong chay chua chay", "quy che phoi hop", "xu ly vi pham hanh chinh"];

/// Main-thread time of key presses, each of a page's whole work from the key until its answer stands.
pub struct KeyPresses {
    /// Microseconds of every key, from the least to the most: events, scripts, files loaded, style, layout, paint.
    pub search: Vec<usize>,
    /// What follows once typing rests, where in the pages the words stand, of each query.
    pub rest: Vec<usize>,
    /// The same keys in the same page without the scripts of search: what the browser itself takes to show a letter.
    pub bare: Vec<usize>,
    /// The longest single task, in milliseconds of the clock; below 50 the browser does not tell.
    pub longest: usize,
}

/// Types some queries into the box of the first page on a processor four times slower; nothing without Chromium.
pub fn key_presses(out: &Path) -> Option<KeyPresses> {
    if !has_chromium() {
        return None;
    }
    let (host, _) = serve(out);
    let mut page = Page::open();
    // What only a developer's tools watch would be counted too.
    for domain in ["Log", "Network", "Audits"] {
        page.call(&format!("{domain}.disable"), json!({}));
    }
    // Time of the thread: what other programs take meanwhile is not the page's.
    page.call("Performance.enable", json!({ "timeDomain": "threadTicks" }));
    let script = json!({ "source": "window.longest = 0; new PerformanceObserver(list => list.getEntries().forEach(
        task => { longest = Math.max(longest, task.duration); })).observe({ type: 'longtask' });" });
    page.call("Page.addScriptToEvaluateOnNewDocument", script);
    let mut presses = KeyPresses { search: Vec::new(), rest: Vec::new(), bare: Vec::new(), longest: 0 };
    for query in TYPED {
        presses.search.extend(typed(&mut page, &host, query));
        let before = busy(&mut page);
        std::thread::sleep(Duration::from_millis(1_500));
        presses.rest.push(busy(&mut page).saturating_sub(before));
        presses.longest = presses.longest.max(page.eval("longest").as_f64().unwrap_or(0.0) as usize);
    }
    page.call("Network.enable", json!({}));
    page.call("Network.setBlockedURLs", json!({ "urls": ["*/search-ui.js", "*/antt-search.js"] }));
    presses.bare = typed(&mut page, &host, TYPED[0]);
    presses.search.sort_unstable();
    presses.rest.sort_unstable();
    presses.bare.sort_unstable();
    Some(presses)
}

/// Microseconds that the main thread is busy for every key of a query, typed into a page just opened.
fn typed(page: &mut Page, host: &str, query: &str) -> Vec<usize> {
    page.call("Emulation.setCPUThrottlingRate", json!({ "rate": 1 }));
    page.goto(&format!("{host}index.html"));
    page.eval(
        "[...document.querySelectorAll('input[name=q]')].find(input => input.offsetParent).focus(), longest = 0",
    );
    page.call("Emulation.setCPUThrottlingRate", json!({ "rate": 4 }));
    std::thread::sleep(Duration::from_millis(500));
    let key = |c: char| {
        let before = busy(page);
        page.type_text(&c.to_string());
        // Every key is answered in full before the next one: whoever types faster asks for less.
        std::thread::sleep(Duration::from_millis(400));
        busy(page).saturating_sub(before)
    };
    query.chars().map(key).collect()
}

/// Microseconds that the page's main thread has been busy.
fn busy(page: &mut Page) -> usize {
    let metrics = page.call("Performance.getMetrics", json!({}));
    let mut metrics = metrics["metrics"].as_array().into_iter().flatten();
    let busy = metrics.find(|metric| metric["name"] == "TaskDuration");
    (busy.and_then(|metric| metric["value"].as_f64()).unwrap_or(0.0) * 1e6) as usize
}

/// How long Pagefind is waited for.
const PEER: Duration = Duration::from_secs(120);

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
        let begun = Instant::now();
        while page.eval("window.done === true") != true {
            if begun.elapsed() > PEER {
                return Err("Pagefind did not answer");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
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
