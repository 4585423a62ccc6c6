//! A server of files, as plain as any web host.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// The paths that a server was asked for, in order.
pub type Asked = Arc<Mutex<Vec<String>>>;

/// Serves `folder` at the root and under `/cong/antt/` on a port of its own; returns `http://127.0.0.1:PORT/` and what
/// it is asked for.
pub fn serve(folder: &Path) -> (String, Asked) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let folder = folder.to_owned();
    let asked = Asked::default();
    let log = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (folder, log) = (folder.clone(), Arc::clone(&log));
            std::thread::spawn(move || answer(stream, &folder, &log));
        }
    });
    (format!("http://{address}/"), asked)
}

fn answer(mut stream: TcpStream, folder: &Path, log: &Asked) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    // The head is read to its end, or the browser would see a reset.
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let path = request.split(' ').nth(1).unwrap_or("/").split(['?', '#']).next().unwrap_or("/");
    log.lock().unwrap().push(path.to_owned());
    let path = path.strip_prefix("/cong/antt").unwrap_or(path).trim_start_matches('/');
    let name =
        if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    let (status, body) = match std::fs::read(folder.join(PathBuf::from(&name))) {
        Ok(body) if !name.contains("..") => ("200 OK", body),
        _ => ("404 Not Found", Vec::new()),
    };
    let kind = match name.rsplit('.').next().unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css",
        "js" => "text/javascript",
        "svg" => "image/svg+xml",
        "xml" => "application/xml",
        "png" => "image/png",
        _ => "application/octet-stream",
    };
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(&body)
}
