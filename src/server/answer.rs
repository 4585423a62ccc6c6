//! From a request to its answer. Nothing of a request reaches the file system: a path is looked up among the routes.

use std::convert::Infallible;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use futures_util::stream;

use super::edition::{Content, Edition, Numbered};
use super::live::Live;
use crate::parse::escape;
use crate::path::Route;

/// The script that shows what is wrong and reloads the page; only this server hands it out.
const SCRIPT: &str = include_str!("client.js");
const STYLE: &str = include_str!("client.css");

/// What answers need.
struct Server {
    live: Arc<Live>,
    /// The names that this server is known by: another one in `Host` is a page of another host that tries its luck.
    hosts: [String; 3],
}

/// The routes of the server.
pub fn router(live: Arc<Live>, port: u16) -> Router {
    let hosts = ["localhost", "127.0.0.1", "[::1]"].map(|name| format!("{name}:{port}"));
    let server = Arc::new(Server { live, hosts });
    Router::new().fallback(any(answer)).with_state(server)
}

async fn answer(State(server): State<Arc<Server>>, request: Request) -> Response {
    if !server.knows(request.headers(), request.uri()) {
        return plain(StatusCode::FORBIDDEN, "403: Host");
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "405: GET, HEAD");
    }
    match request.uri().path() {
        "/_antt/events" => events(&server),
        "/_antt/status" => typed(StatusCode::OK, "application/json", server.status()),
        "/_antt/client.js" => typed(StatusCode::OK, "text/javascript; charset=utf-8", SCRIPT),
        "/_antt/client.css" => typed(StatusCode::OK, "text/css; charset=utf-8", STYLE),
        path => {
            let path = path.to_owned();
            // Rendering, and the index above all, would keep others waiting.
            let made = tokio::task::spawn_blocking(move || server.page(&path)).await;
            made.unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR, "500"))
        }
    }
}

impl Server {
    fn knows(&self, headers: &HeaderMap, uri: &Uri) -> bool {
        let known = |name: &str| self.hosts.iter().any(|host| host.eq_ignore_ascii_case(name));
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        host.is_some_and(known) && uri.authority().is_none_or(|authority| known(authority.as_str()))
    }

    /// How many routes there are and how many were made, for those who wonder.
    fn status(&self) -> String {
        let routes = self.live.newest().edition.len();
        let emitted = self.live.emitted.load(Ordering::Relaxed);
        serde_json::json!({ "routes": routes, "emitted": emitted }).to_string()
    }

    /// The page at a path.
    fn page(&self, path: &str) -> Response {
        let newest = self.live.newest();
        let edition = &newest.edition;
        let found = route(path);
        if let Some(route) = &found {
            if let Some(response) = self.at(route, &newest, StatusCode::OK) {
                return response;
            }
            let folder = format!("{}/index.html", route.as_str());
            if Route::new(&folder).is_some_and(|first| edition.has(&first)) {
                // Its links are relative to the folder.
                return (
                    StatusCode::TEMPORARY_REDIRECT,
                    [(header::LOCATION, format!("/{}/", route.encoded()))],
                )
                    .into_response();
            }
        }
        let missing =
            Route::new("404.html").and_then(|route| self.at(&route, &newest, StatusCode::NOT_FOUND));
        missing.unwrap_or_else(|| {
            let broken =
                if edition.is_empty() { StatusCode::INTERNAL_SERVER_ERROR } else { StatusCode::NOT_FOUND };
            self.bare(&newest, broken, edition.report(false))
        })
    }

    /// What stands at a route; nothing where there is none.
    fn at(&self, route: &Route, newest: &Numbered, status: StatusCode) -> Option<Response> {
        let mime = mime(route);
        let bytes = match newest.edition.content(route) {
            Ok(None) => return None,
            Ok(Some(Content::File(path))) => std::fs::read(path).ok()?,
            Ok(Some(Content::Made(bytes))) => {
                self.live.count();
                bytes
            }
            Err(diagnostic) => {
                let report = newest.edition.report_of(&[*diagnostic], false);
                return Some(self.bare(newest, StatusCode::INTERNAL_SERVER_ERROR, report));
            }
        };
        Some(if mime.starts_with("text/html") {
            typed(status, mime, self.with_script(bytes, newest))
        } else {
            typed(status, mime, bytes)
        })
    }

    /// A page of the server's own, for when the theme makes none.
    fn bare(&self, newest: &Numbered, status: StatusCode, report: String) -> Response {
        let mut page = String::from("<!doctype html>\n<meta charset=\"utf-8\">\n<title>antt</title>\n<pre>");
        escape(&report, &mut page);
        page.push_str("</pre>\n");
        typed(status, "text/html; charset=utf-8", self.with_script(page.into_bytes(), newest))
    }

    /// The page with the server's script in it, which knows the edition that it came with.
    fn with_script(&self, mut page: Vec<u8>, newest: &Numbered) -> Vec<u8> {
        const END: &[u8] = b"</body>";
        let id = self.id(newest);
        let script = format!("<script src=\"/_antt/client.js\" data-edition=\"{id}\" defer></script>\n");
        let end = page.windows(END.len()).rposition(|window| window == END).unwrap_or(page.len());
        page.splice(end..end, script.into_bytes());
        page
    }

    fn id(&self, newest: &Numbered) -> String {
        format!("{}-{}", self.live.started, newest.number)
    }

    /// What a page is told of an edition.
    fn news(&self, newest: &Numbered) -> String {
        let edition: &Edition = &newest.edition;
        let counts = edition.counts();
        let news = serde_json::json!({
            "edition": self.id(newest),
            "errors": counts.errors,
            "warnings": counts.warnings,
            "report": edition.report(false),
        });
        news.to_string()
    }
}

/// Tells of the newest edition at once and of every later one.
fn events(server: &Arc<Server>) -> Response {
    let start = (Arc::clone(server), server.live.subscribe());
    let news = stream::unfold(start, |(server, mut editions)| async move {
        editions.changed().await.ok()?;
        let newest = editions.borrow_and_update().clone();
        let event = Event::default().data(server.news(&newest));
        Some((Ok::<_, Infallible>(event), (server, editions)))
    });
    Sse::new(news).keep_alive(KeepAlive::default()).into_response()
}

/// The route that a path of a request means.
fn route(path: &str) -> Option<Route> {
    let path = decode(path.strip_prefix('/')?)?;
    if path.is_empty() || path.ends_with('/') {
        Route::new(&(path + "index.html"))
    } else {
        Route::new(&path)
    }
}

/// A path without its percent signs; nothing where it is no text.
fn decode(path: &str) -> Option<String> {
    let mut parts = path.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let (hex, rest) = part.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(hex, 16).ok()?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    typed(status, "text/plain; charset=utf-8", text)
}

fn typed(status: StatusCode, mime: &'static str, body: impl Into<Body>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, mime),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (status, headers, body.into()).into_response()
}

/// The type of what stands at a route, by its ending.
fn mime(route: &Route) -> &'static str {
    let extension = Path::new(route.as_str()).extension().and_then(|extension| extension.to_str());
    match extension.unwrap_or("").to_ascii_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "doc" => "application/msword",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xls" => "application/vnd.ms-excel",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "mp4" => "video/mp4",
        "mp3" => "audio/mpeg",
        _ => "application/octet-stream",
    }
}
