//! `antt serve` as an editor sees it: an open page follows what is saved, and what is wrong lies over it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::client::Page;

/// A portal of two pages, served. It ends with the value.
struct Served {
    root: TempDir,
    server: Child,
    address: String,
}

impl Served {
    fn start() -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("content")).unwrap();
        save(&root, "_index.md", "---\ntitle: Home\n---\n\nHello.\n");
        save(&root, "a.md", "---\ntitle: First\n---\n\nOne.\n");
        let mut server = Command::new(env!("CARGO_BIN_EXE_antt"))
            .args(["serve", "--lang", "en", "--port", "0", "--root"])
            .arg(root.path())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(server.stderr.take().unwrap()).lines();
        let address = lines
            .find_map(|line| Some(line.ok()?.split_once("http://")?.1.split(' ').next()?.to_owned()))
            .expect("the server tells where it is");
        std::thread::spawn(move || lines.for_each(drop));
        Self { root, server, address: format!("http://{address}") }
    }

    fn open(&self) -> Page {
        let mut page = Page::open();
        page.goto(&format!("{}a.html", self.address));
        page.wait("document.querySelector('link[href=\"/_antt/client.css\"]')");
        page
    }

    fn save(&self, name: &str, text: &str) {
        save(&self.root, name, text);
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn save(root: &TempDir, name: &str, text: &str) {
    let whole = root.path().join("content/.being-saved");
    fs::write(&whole, text).unwrap();
    fs::rename(whole, root.path().join("content").join(name)).unwrap();
}

/// Empty while the page reloads.
const TEXT: &str = "(document.querySelector('main')?.innerText ?? '')";
const PANEL: &str = "document.getElementById('_antt')";

#[test]
fn an_open_page_shows_what_was_saved() {
    let served = Served::start();
    let mut page = served.open();
    page.eval("window.notReloaded = true");
    served.save("a.md", "---\ntitle: First\n---\n\nTwo.\n");
    page.wait(&format!("{TEXT}.includes('Two.') && !window.notReloaded"));
    // Another page's change shows here too where it bears on this one: the list of neighbours, the menu.
    page.eval("window.notReloaded = true");
    served.save("_index.md", "---\ntitle: Home\n---\n\nHello again.\n");
    page.wait("!window.notReloaded");
    assert_eq!(page.eval(PANEL), serde_json::Value::Null);
    assert_eq!(page.complaints(&served.address), Vec::<String>::new());
}

#[test]
fn what_is_wrong_lies_over_the_last_good_page() {
    let served = Served::start();
    let mut page = served.open();
    for (broken, place) in [
        ("---\ntitle: [First\n---\n\nTwo.\n", "content/a.md:2"),
        ("---\ntitle: First\n---\n\nTwo, see [b](b.md).\n", "content/a.md:5"),
    ] {
        served.save("a.md", broken);
        page.wait(&format!("{PANEL} && {PANEL}.innerText.includes('{place}')"));
        assert!(page.text(TEXT).contains("One."), "{place}");
        assert_eq!(page.text(&format!("{PANEL}.getAttribute('role')")), "alert");
        // In the language of the page, and out of the way on request.
        assert!(page.text(&format!("{PANEL}.innerText")).contains("1 lỗi"));
        page.eval(&format!("{PANEL}.querySelector('button').click()"));
        assert_eq!(page.eval(PANEL), serde_json::Value::Null);
        served.save("a.md", "---\ntitle: First\n---\n\nOne.\n");
        page.wait(&format!("!{PANEL}"));
    }
    served.save("a.md", "---\ntitle: First\n---\n\nThree.\n");
    page.wait(&format!("{TEXT}.includes('Three.') && !{PANEL}"));
}
