mod editions;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use super::*;
use crate::diagnostic::Language;
use crate::pipeline;

/// A root with a few pages and a server for it.
struct Site {
    root: tempfile::TempDir,
    server: Server,
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Site {
    fn serve(files: &[(&str, &str)]) -> Self {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in files {
            write(root.path(), path, text);
        }
        let wanted = Wanted {
            site: None,
            drafts: false,
            language: Language::En,
            today: |_| jiff::civil::date(2024, 3, 1),
        };
        let read_at = SystemTime::now();
        let compiled = pipeline::compile(root.path()).unwrap();
        let start = Server::start(root.path(), (compiled, read_at), Some(0), wanted, Box::new(|_| {}));
        Self { root, server: start.map_err(|refused| format!("{refused:?}")).unwrap() }
    }

    fn save(&self, path: &str, bytes: impl AsRef<[u8]>) {
        write(self.root.path(), path, bytes);
    }

    fn ask(&self, method: &str, path: &str, host: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.server.port)).unwrap();
        let request = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &format!("localhost:{}", self.server.port))
    }

    /// Asks again until the answer is as wanted; the limit is far beyond what it ever takes.
    fn until(&self, path: &str, wanted: impl Fn(&Answer) -> bool) -> Answer {
        wait(|| Some(self.get(path)).filter(&wanted))
    }

    fn until_report(&self, wanted: impl Fn(&str) -> bool) -> String {
        wait(|| Some(self.server.edition().report(false)).filter(|report| wanted(report)))
    }

    fn status(&self) -> serde_json::Value {
        serde_json::from_str(&self.get("/_antt/status").body).unwrap()
    }

    /// The first news that an open page gets.
    fn news(&self) -> serde_json::Value {
        let mut stream = TcpStream::connect(("127.0.0.1", self.server.port)).unwrap();
        let host = format!("127.0.0.1:{}", self.server.port);
        write!(stream, "GET /_antt/events HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
        let mut text = Vec::new();
        let mut buffer = [0; 1024];
        loop {
            let read = stream.read(&mut buffer).unwrap();
            text.extend_from_slice(&buffer[..read]);
            let text = String::from_utf8_lossy(&text);
            if let Some((data, _)) = text.split_once("data: ").and_then(|(_, data)| data.split_once("\n\n")) {
                return serde_json::from_str(data).unwrap();
            }
        }
    }
}

/// Writes a file whole, as careful editors do: the server may look at any moment, and must not find half of it.
fn write(root: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let file = root.join(path);
    let folder = file.parent().unwrap();
    std::fs::create_dir_all(folder).unwrap();
    let whole = folder.join(".being-saved");
    std::fs::write(&whole, bytes).unwrap();
    std::fs::rename(whole, file).unwrap();
}

fn wait<T>(mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "it never came");
        std::thread::sleep(Duration::from_millis(5));
    }
}

const HOME: (&str, &str) = ("content/_index.md", "---\ntitle: Home\n---\nHello\n");
const PAGE: (&str, &str) = ("content/a/b.md", "---\ntitle: First\n---\nOne\n");

#[test]
fn pages_are_served() {
    let site = Site::serve(&[HOME, PAGE, ("content/a/tệp 1.pdf", "pdf"), ("static/x.bin", "x")]);
    for (path, status, mime, wanted) in [
        ("/", 200, "text/html", "Hello"),
        ("/index.html?q=1", 200, "text/html", "Hello"),
        ("/a/b.html", 200, "text/html", "One"),
        ("/a/%62.html", 200, "text/html", "One"),
        ("/a/", 200, "text/html", "First"),
        ("/a", 307, "", ""),
        ("/x.bin", 200, "application/octet-stream", "x"),
        ("/robots.txt", 200, "text/plain", ""),
        ("/feed.xml", 200, "application/xml", "<feed"),
        ("/a/c.html", 404, "text/html", "<base href=\"/\">"),
        ("/_antt/client.js", 200, "text/javascript", "EventSource"),
    ] {
        let answer = site.get(path);
        assert_eq!(answer.status, status, "{path}");
        assert!(
            answer.head.contains(&format!("content-type: {mime}")) || mime.is_empty(),
            "{path}: {}",
            answer.head
        );
        assert!(answer.body.contains(wanted), "{path}: {}", answer.body);
        assert_eq!(answer.body.contains("/_antt/client.js"), mime == "text/html", "{path}");
    }
    assert!(site.get("/a").head.contains("location: /a/\r\n"));
    assert!(site.get("/").head.contains("cache-control: no-store"));
}

#[test]
fn strangers_and_ways_out_are_refused() {
    let site = Site::serve(&[HOME, ("content/a.md", "# A\n"), ("secret.txt", "secret")]);
    let port = site.server.port;
    for host in ["evil.example", "localhost", "localhost:1", "", "127.0.0.1.evil.example"] {
        assert_eq!(site.ask("GET", "/", host).status, 403, "{host}");
    }
    for host in [format!("127.0.0.1:{port}"), format!("LOCALHOST:{port}"), format!("[::1]:{port}")] {
        assert_eq!(site.ask("GET", "/", &host).status, 200, "{host}");
    }
    let host = format!("localhost:{port}");
    assert_eq!(site.ask("GET", "http://evil.example/", &host).status, 403);
    assert_eq!(site.ask("POST", "/", &host).status, 405);
    assert_eq!(site.ask("HEAD", "/", &host).body, "");
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/content/../../secret.txt",
        "//secret.txt",
        "/%00",
        "/%ff",
        "/%zz",
        "/%",
        "/content/a.md",
        "/..%5csecret.txt",
    ] {
        let answer = site.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.body.contains("secret\n") && !answer.body.ends_with("secret"), "{path}");
    }
}

#[test]
fn what_is_saved_is_seen() {
    let site = Site::serve(&[HOME, PAGE]);
    let before = site.news();
    site.save("content/a/b.md", "---\ntitle: Second\n---\nTwo\n");
    assert!(site.until("/a/b.html", |answer| answer.body.contains("Two")).body.contains("Second"));
    assert!(site.get("/a/").body.contains("Second"));
    assert_ne!(site.news()["edition"], before["edition"]);
    site.save("content/new/c.md", "# Third\n");
    site.until("/new/c.html", |answer| answer.status == 200);
    std::fs::rename(site.root.path().join("content/new"), site.root.path().join("content/newer")).unwrap();
    site.until("/newer/c.html", |answer| answer.status == 200);
    site.until("/new/c.html", |answer| answer.status == 404);
    site.save("themes/antt/templates/footer.html", "<footer>mine</footer>");
    site.until("/a/b.html", |answer| answer.body.contains("<footer>mine</footer>"));
    site.save("content/portal.yaml", "title: My portal\nbase_url: https://a.example/\n");
    site.until("/", |answer| answer.body.contains("My portal"));
}

#[test]
fn a_broken_file_keeps_its_last_good_version() {
    let site = Site::serve(&[HOME, PAGE]);
    assert_eq!(site.news()["report"], "");
    site.save("content/a/b.md", "---\ntitle: [First\n---\nTwo\n");
    let report = site.until_report(|report| !report.is_empty());
    assert!(report.contains("content/a/b.md:2"), "{report}");
    assert!(site.get("/a/b.html").body.contains("One"));
    assert_eq!(site.news()["report"], report.as_str());

    // Others go on meanwhile, and an encoding that cannot be read keeps the page just as well.
    site.save("content/_index.md", "---\ntitle: Home\n---\nHello again\n");
    site.until("/", |answer| answer.body.contains("Hello again"));
    site.save("content/a/b.md", [0xff, 0xfe]);
    site.until_report(|report| report.contains("E001"));
    assert!(site.get("/a/b.html").body.contains("One"));

    site.save("content/a/b.md", "---\ntitle: First\n---\nThree\n");
    site.until("/a/b.html", |answer| answer.body.contains("Three"));
    assert_eq!(site.news()["report"], "");
    std::fs::remove_file(site.root.path().join("content/a/b.md")).unwrap();
    site.until("/a/b.html", |answer| answer.status == 404);
}

#[test]
fn a_broken_link_is_shown_and_goes_away_when_mended() {
    let site = Site::serve(&[HOME, PAGE]);
    site.save("content/a/b.md", "---\ntitle: First\n---\n[x](c.md)\n");
    site.until_report(|report| report.contains("c.md"));
    // Until then the page stays as it was, whatever else is saved.
    assert!(site.get("/a/b.html").body.contains("One"));
    site.save("content/_index.md", "---\ntitle: Home\n---\nHello again\n");
    site.until("/", |answer| answer.body.contains("Hello again"));
    assert!(site.get("/a/b.html").body.contains("One"));
    site.save("content/a/c.md", "# C\n");
    site.until_report(str::is_empty);
    assert!(site.get("/a/b.html").body.contains("<a href=\"c.html\">"));
    // A page that was not touched when its link broke has no better version: it follows what is saved.
    std::fs::remove_file(site.root.path().join("content/a/c.md")).unwrap();
    site.until_report(|report| report.contains("c.md"));
    site.save("content/a/b.md", "---\ntitle: First\n---\n[x](c.md) more\n");
    site.until("/a/b.html", |answer| answer.body.contains("more"));
}

#[test]
fn a_file_that_is_emptied_and_written_is_seen_whole() {
    let site = Site::serve(&[HOME, PAGE]);
    let file = site.root.path().join("content/a/b.md");
    for round in 0..3 {
        let news = site.news()["edition"].clone();
        std::fs::write(&file, "").unwrap();
        std::thread::sleep(Duration::from_millis(60));
        assert_eq!(site.news()["edition"], news);
        std::fs::write(&file, format!("---\ntitle: First\n---\nRound {round}\n")).unwrap();
        site.until("/a/b.html", |answer| answer.body.contains(&format!("Round {round}")));
        assert_eq!(site.news()["report"], "");
    }
    // One that stays empty is empty.
    std::fs::write(&file, "").unwrap();
    site.until_report(|report| report.contains("a/b.md"));
}

#[test]
fn broken_data_and_themes_keep_the_last_good_ones() {
    let portal = "title: My portal\n";
    let site = Site::serve(&[HOME, PAGE, ("content/portal.yaml", portal)]);
    site.save("content/portal.yaml", "title: [\n");
    site.until_report(|report| report.contains("content/portal.yaml"));
    assert!(site.get("/").body.contains("My portal"));
    site.save("content/portal.yaml", portal);
    site.until_report(str::is_empty);
    site.save("themes/antt/templates/page.html", "{% if %}");
    site.until_report(|report| !report.is_empty());
    assert!(site.get("/a/b.html").body.contains("One"));
    std::fs::remove_file(site.root.path().join("themes/antt/templates/page.html")).unwrap();
    site.until_report(str::is_empty);
    site.save("themes/antt/templates/page.html", "{{ page.none.none }}");
    let broken = site.until("/a/b.html", |answer| answer.status == 500);
    assert!(broken.body.contains("page.html") && broken.body.contains("/_antt/client.js"), "{}", broken.body);
}

#[test]
fn what_depends_on_a_change_is_compiled_again() {
    let legal = |title: &str| format!("---\ntitle: {title}\ntype: Quy chế\nnumber: 05/QC\n---\nText\n");
    let site = Site::serve(&[
        HOME,
        ("content/rule.md", &legal("Quy tắc vàng")),
        ("content/a.md", "---\ntitle: A\n---\nlàm theo Quy tắc xanh và ANTT\n"),
    ]);
    let citations = || {
        let edition = site.server.edition();
        edition.compiled.documents.iter().map(|document| document.citations.len()).sum::<usize>()
    };
    assert_eq!(citations(), 0);
    site.save("content/rule.md", legal("Quy tắc xanh"));
    wait(|| (citations() == 1).then_some(()));
    site.save("content/thuat-ngu.yaml", "- {abbr: ANTT, full: an ninh, meaning: yên}\n");
    site.until("/a.html", |answer| answer.body.contains("title=\"an ninh"));
    site.save("content/_index.md", "---\ntitle: Home\nchildren_kind: guide\n---\nHello\n");
    site.until("/a.html", |answer| answer.body.contains("kind-guide"));
}

#[test]
fn only_what_is_asked_for_is_made() {
    let pages: Vec<(String, String)> =
        (0..40).map(|n| (format!("content/a/p{n}.md"), format!("# P{n}\n\nWord {n}\n"))).collect();
    let mut files: Vec<(&str, &str)> =
        pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    files.push(HOME);
    let site = Site::serve(&files);
    assert_eq!(site.status()["emitted"], 0);
    site.get("/a/p1.html");
    site.save("content/a/p1.md", "# P1\n\nChanged\n");
    let asked = std::cell::Cell::new(1);
    site.until("/a/p1.html", |answer| {
        asked.set(asked.get() + 1);
        answer.body.contains("Changed")
    });
    let status = site.status();
    assert_eq!(status["emitted"], asked.get());
    assert!(status["routes"].as_u64().unwrap() > 40);
    // The search index is one of those things.
    let entry = site.get("/search/index.js");
    assert_eq!((entry.status, entry.body.is_empty()), (200, false));
    assert_eq!(site.get("/search/none.js").status, 404);
}

#[test]
fn a_port_that_is_asked_for_is_not_changed() {
    let site = Site::serve(&[HOME]);
    let other = tempfile::tempdir().unwrap();
    write(other.path(), HOME.0, HOME.1);
    let wanted = Wanted {
        site: None,
        drafts: false,
        language: Language::En,
        today: |_| jiff::civil::date(2024, 3, 1),
    };
    let compiled = pipeline::compile(other.path()).unwrap();
    let port = site.server.port;
    let taken =
        Server::start(other.path(), (compiled, SystemTime::now()), Some(port), wanted, Box::new(|_| {}));
    assert!(matches!(taken, Err(Refused::Taken(taken)) if taken == port));
}
