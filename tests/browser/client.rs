//! A small client for the DevTools protocol: starts Chromium, drives one page, remembers what it complained of.

use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use tungstenite::{Message, WebSocket};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// A browser with one page. It ends with the value.
pub struct Page {
    socket: WebSocket<TcpStream>,
    next: u64,
    /// What the page sent unasked.
    events: Vec<Value>,
    browser: Child,
    _profile: TempDir,
}

fn chromium() -> PathBuf {
    if let Some(path) = std::env::var_os("CHROMIUM") {
        return path.into();
    }
    let names = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    names
        .map(PathBuf::from)
        .into_iter()
        .find(|path| path.exists())
        .expect("Chromium is installed; see tests/run")
}

impl Page {
    /// Starts a browser and opens a blank page.
    pub fn open() -> Self {
        let profile = tempfile::tempdir().unwrap();
        let mut browser = Command::new(chromium())
            .args([
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
            ])
            .args(["--no-first-run", "--disable-background-networking", "--disable-component-update"])
            .args(["--disable-sync", "--disable-extensions", "--remote-debugging-port=0", "about:blank"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("Chromium starts");
        // The browser names its address on standard error; the rest is read on, so that it never blocks.
        let mut lines = BufReader::new(browser.stderr.take().unwrap()).lines();
        let address = lines
            .find_map(|line| line.ok()?.strip_prefix("DevTools listening on ws://").map(str::to_owned))
            .expect("Chromium tells where it listens");
        std::thread::spawn(move || lines.for_each(drop));
        let host = address.split('/').next().unwrap().to_owned();
        let socket = connect(&host, &format!("ws://{address}"));
        let mut page = Self { socket, next: 0, events: Vec::new(), browser, _profile: profile };
        let target = page.call("Target.createTarget", json!({ "url": "about:blank" }));
        let id = target["targetId"].as_str().unwrap();
        page.socket = connect(&host, &format!("ws://{host}/devtools/page/{id}"));
        for domain in ["Page", "Runtime", "Log", "Network", "Audits"] {
            page.call(&format!("{domain}.enable"), json!({}));
        }
        page.resize(1440, 900);
        page
    }

    /// Calls a method and waits for what it returns.
    pub fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.next += 1;
        let id = self.next;
        let text = json!({ "id": id, "method": method, "params": parameters }).to_string();
        self.socket.send(Message::text(text)).unwrap();
        loop {
            let message = self.read();
            if message["id"] == id {
                let error = &message["error"];
                assert!(error.is_null() || is_leaving(error), "{method}: {error}");
                return message["result"].clone();
            }
            self.events.push(message);
        }
    }

    fn read(&mut self) -> Value {
        loop {
            if let Message::Text(text) = self.socket.read().expect("the browser answers in time") {
                return serde_json::from_str(&text).unwrap();
            }
        }
    }

    /// Opens an address and waits until it is loaded.
    pub fn goto(&mut self, url: &str) {
        self.events.retain(|event| event["method"] != "Page.loadEventFired");
        let result = self.call("Page.navigate", json!({ "url": url }));
        assert!(result["errorText"].is_null(), "{url}: {}", result["errorText"]);
        self.loaded();
    }

    /// Waits until the page is loaded.
    pub fn loaded(&mut self) {
        let is_loaded = |event: &Value| event["method"] == "Page.loadEventFired";
        while !self.events.iter().any(is_loaded) {
            let event = self.read();
            self.events.push(event);
        }
        self.events.retain(|event| !is_loaded(event));
    }

    /// The value of an expression in the page.
    pub fn eval(&mut self, expression: &str) -> Value {
        let parameters = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let result = self.call("Runtime.evaluate", parameters);
        let exception = &result["exceptionDetails"];
        assert!(exception.is_null(), "{expression}: {exception}");
        result["result"]["value"].clone()
    }

    /// The value of an expression that is text.
    pub fn text(&mut self, expression: &str) -> String {
        self.eval(expression).as_str().unwrap_or_default().to_owned()
    }

    /// Waits until an expression is true.
    pub fn wait(&mut self, expression: &str) {
        let begun = Instant::now();
        while self.eval(&format!("Boolean({expression})")) != true {
            let here = self.text("location.href");
            assert!(begun.elapsed() < PATIENCE, "{here}: waited in vain for {expression}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Presses a key: `Tab`, `Enter`, `Escape`, `ArrowUp`, `ArrowDown`.
    pub fn press(&mut self, key: &str) {
        let codes = [("Tab", 9), ("Enter", 13), ("Escape", 27), ("ArrowUp", 38), ("ArrowDown", 40)];
        let code = codes.iter().find(|(name, _)| *name == key).unwrap().1;
        let text = if key == "Enter" { "\r" } else { "" };
        let down = json!({ "type": "keyDown", "key": key, "code": key, "windowsVirtualKeyCode": code, "text": text });
        self.call("Input.dispatchKeyEvent", down);
        let up = json!({ "type": "keyUp", "key": key, "code": key, "windowsVirtualKeyCode": code });
        self.call("Input.dispatchKeyEvent", up);
    }

    /// Types text where the focus is.
    pub fn type_text(&mut self, text: &str) {
        self.call("Input.insertText", json!({ "text": text }));
    }

    /// Makes the window this large.
    pub fn resize(&mut self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", size);
    }

    /// Sets what the system is said to prefer: `light` or `dark`.
    pub fn scheme(&mut self, scheme: &str) {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.call("Emulation.setEmulatedMedia", features);
    }

    /// What the browser complained of since the last time: errors, violations of the policy, and requests that go
    /// anywhere but to an address that begins with `home`.
    pub fn complaints(&mut self, home: &str) -> Vec<String> {
        self.eval("1");
        let complaint = |event: Value| {
            let parameters = &event["params"];
            let (what, is_bad) = match event["method"].as_str()? {
                "Log.entryAdded" => (&parameters["entry"], parameters["entry"]["level"] == "error"),
                "Runtime.exceptionThrown" => (&parameters["exceptionDetails"], true),
                "Runtime.consoleAPICalled" => (&parameters["args"], parameters["type"] == "error"),
                "Audits.issueAdded" => {
                    (&parameters["issue"], parameters["issue"]["code"] == "ContentSecurityPolicyIssue")
                }
                "Network.requestWillBeSent" => {
                    let url = &parameters["request"]["url"];
                    (url, !url.as_str()?.starts_with(home) && url != "about:blank")
                }
                _ => return None,
            };
            is_bad.then(|| what.to_string())
        };
        std::mem::take(&mut self.events).into_iter().filter_map(complaint).collect()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let _ = self.browser.kill();
        let _ = self.browser.wait();
    }
}

/// Whether a call was lost because the page went to another address meanwhile: it has no result then.
fn is_leaving(error: &Value) -> bool {
    error["message"].as_str().is_some_and(|text| text.contains("navigated"))
}

fn connect(host: &str, url: &str) -> WebSocket<TcpStream> {
    let stream = TcpStream::connect(host).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    tungstenite::client(url, stream).expect("the browser answers").0
}
