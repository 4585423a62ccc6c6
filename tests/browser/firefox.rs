//! The same results in Firefox as in Chromium, from a host, a sub-folder and the disk. Where Firefox is not installed,
//! this is skipped, and says so.

use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use tungstenite::{Message, WebSocket};

use crate::client::Page;
use crate::places;

const QUERIES: &[&str] = &[
    "quy chế 01",
    "quy che 01",
    "traatj tuwj",
    "an toan giao thong",
    "điều 5 khoản 2 quy chế 01",
    "bao cao thnag",
];

/// The addresses of the results of all queries, as the public interface gives them.
fn script() -> String {
    let queries = serde_json::to_string(QUERIES).unwrap();
    format!(
        "Promise.all({queries}.map(query => AnttSearch.open(document.documentElement.dataset.base).query(query)))
            .then(all => JSON.stringify(all.map(found => found.results.map(r => r.url + '#' + r.anchor))))"
    )
}

#[test]
fn firefox_finds_what_chromium_finds() {
    let Some(program) = firefox() else {
        eprintln!(
            "skipped: Firefox is not installed (apt-get install firefox-esr, or set FIREFOX to its path)"
        );
        return;
    };
    let mut chromium = Page::open();
    let mut firefox = Firefox::start(&program);
    for (place, address) in places() {
        let url = format!("{address}tim-kiem.html?q=quy");
        chromium.goto(&url);
        let expected = chromium.text(&script());
        assert!(expected.contains("van-ban/quy-che-phoi-hop-01.html"), "{expected}");
        firefox.goto(&url);
        assert_eq!(firefox.text(&script()), expected, "{place}");
        // The page itself shows results too.
        let shown =
            "new Promise(done => { const look = () => document.querySelector('ol#search-results a[href]')
            ? done('shown') : setTimeout(look, 50); look(); })";
        assert_eq!(firefox.text(shown), "shown", "{place}");
    }
}

fn firefox() -> Option<PathBuf> {
    let named = std::env::var_os("FIREFOX").map(PathBuf::from);
    let usual = ["/usr/bin/firefox-esr", "/usr/bin/firefox"].map(PathBuf::from);
    named.into_iter().chain(usual).find(|path| path.exists())
}

/// A Firefox with one page, driven through WebDriver BiDi. It ends with the value.
struct Firefox {
    socket: WebSocket<TcpStream>,
    next: u64,
    page: String,
    browser: Child,
    _profile: TempDir,
}

impl Firefox {
    fn start(program: &Path) -> Self {
        let profile = tempfile::tempdir().unwrap();
        let mut browser = Command::new(program)
            .args(["--headless", "--no-remote", "--remote-debugging-port=0", "--profile"])
            .arg(profile.path())
            .arg("about:blank")
            .env("HOME", profile.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("Firefox starts");
        let mut lines = BufReader::new(browser.stderr.take().unwrap()).lines();
        let host = lines
            .find_map(|line| {
                line.ok()?.split_once("listening on ws://").map(|(_, host)| host.trim().to_owned())
            })
            .expect("Firefox tells where it listens");
        std::thread::spawn(move || lines.for_each(drop));
        let stream = TcpStream::connect(&host).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let socket = tungstenite::client(format!("ws://{host}/session"), stream).expect("Firefox answers").0;
        let mut firefox = Self { socket, next: 0, page: String::new(), browser, _profile: profile };
        firefox.call("session.new", json!({ "capabilities": {} }));
        let tree = firefox.call("browsingContext.getTree", json!({}));
        firefox.page = tree["contexts"][0]["context"].as_str().unwrap().to_owned();
        firefox
    }

    fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.next += 1;
        let id = self.next;
        let text = json!({ "id": id, "method": method, "params": parameters }).to_string();
        self.socket.send(Message::text(text)).unwrap();
        loop {
            let Message::Text(text) = self.socket.read().expect("Firefox answers in time") else { continue };
            let message: Value = serde_json::from_str(&text).unwrap();
            if message["id"] == id {
                assert_eq!(message["type"], "success", "{method}: {message}");
                return message["result"].clone();
            }
        }
    }

    fn goto(&mut self, url: &str) {
        let page = self.page.clone();
        self.call("browsingContext.navigate", json!({ "context": page, "url": url, "wait": "complete" }));
    }

    /// The value of an expression, or of the promise that it gives.
    fn text(&mut self, expression: &str) -> String {
        let target = json!({ "context": self.page });
        let parameters = json!({ "expression": expression, "target": target, "awaitPromise": true });
        let result = self.call("script.evaluate", parameters);
        result["result"]["value"].as_str().unwrap_or_else(|| panic!("{expression}: {result}")).to_owned()
    }
}

impl Drop for Firefox {
    fn drop(&mut self) {
        let _ = self.browser.kill();
        let _ = self.browser.wait();
    }
}
