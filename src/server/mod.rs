//! The server for editors: loopback only, every page made when it is asked for, from the newest edition of the site.

mod answer;
mod edition;
mod live;
#[cfg(test)]
mod tests;

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::time::{Duration, SystemTime};

use tokio::net::TcpListener;
use tokio::runtime::Runtime;

pub use edition::{Edition, Wanted};
pub use live::Listener;
use live::{Live, Signal};

use crate::pipeline::Compiled;
use crate::source::Failure;
use crate::watch::Watch;

/// The first port that is tried where none is asked for.
pub const PORT: u16 = 8201;
/// How many ports are tried from there.
const TRIES: u16 = 20;

/// A running server; it ends with this value.
pub struct Server {
    /// The port that it listens on.
    pub port: u16,
    live: Arc<Live>,
    stop: Sender<Signal>,
    runtime: Option<Runtime>,
}

/// Why a server did not start.
#[derive(Debug)]
pub enum Refused {
    /// Something else listens on the port.
    Taken(u16),
    /// The machine failed.
    Failed(Failure),
}

impl Server {
    /// Serves what was compiled from `root`, whose reading began at `read_at`. Port 0 is any that is free.
    ///
    /// # Errors
    /// Where the port is taken, or the machine fails.
    pub fn start(
        root: &Path,
        (compiled, read_at): (Compiled, SystemTime),
        port: Option<u16>,
        wanted: Wanted,
        listener: Listener,
    ) -> Result<Self, Refused> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |reason| Refused::Failed(Failure { path, reason })
        };
        let root: PathBuf = root.canonicalize().map_err(failed(root))?;
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.map_err(failed(&root))?;
        let (first, port) = runtime.block_on(listen(port)).map_err(|(port, error)| match error.kind() {
            io::ErrorKind::AddrInUse => Refused::Taken(port),
            _ => failed(Path::new(&format!("127.0.0.1:{port}")))(error),
        })?;
        // Not every machine speaks the newer protocol.
        let second = runtime.block_on(TcpListener::bind(SocketAddr::from((Ipv6Addr::LOCALHOST, port)))).ok();
        let live = Arc::new(Live::new(root.clone(), compiled, wanted, listener));
        let (stop, signals) = mpsc::channel();
        let (tell, told) = (stop.clone(), Arc::clone(&live));
        let watch = Watch::start(&root, move |changes| {
            told.saved();
            let _ = tell.send(Signal::Changed(changes));
        });
        let watch = watch.map_err(Refused::Failed)?;
        let follower = Arc::clone(&live);
        std::thread::spawn(move || follower.follow(watch, &signals, read_at));
        for listener in std::iter::once(first).chain(second) {
            let router = answer::router(Arc::clone(&live), port);
            runtime.spawn(async move { axum::serve(listener, router).await });
        }
        Ok(Self { port, live, stop, runtime: Some(runtime) })
    }

    /// Waits until the program is asked to end.
    pub fn wait(&self) {
        if let Some(runtime) = &self.runtime {
            let _ = runtime.block_on(tokio::signal::ctrl_c());
        }
    }

    /// The newest edition.
    pub fn edition(&self) -> Arc<Edition> {
        self.live.newest().edition
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.stop.send(Signal::Stop);
        // What is being rendered is still answered; streams of events would never end by themselves.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(Duration::from_millis(500));
        }
    }
}

/// Listens on the port asked for, else on the first that is free.
async fn listen(asked: Option<u16>) -> Result<(TcpListener, u16), (u16, io::Error)> {
    let ports = asked.map_or(PORT..=PORT + TRIES, |port| port..=port);
    let mut last = (PORT, io::Error::from(io::ErrorKind::AddrInUse));
    for port in ports {
        match TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await {
            Ok(listener) => {
                let port = listener.local_addr().map_or(port, |address| address.port());
                return Ok((listener, port));
            }
            Err(error) => last = (port, error),
        }
    }
    Err(last)
}
