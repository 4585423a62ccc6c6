//! Keeps the newest edition: follows what is saved, and tells who waits for it.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant, SystemTime};

use tokio::sync::watch::{self, Receiver as Subscription, Sender};

use super::edition::{Edition, Numbered, Wanted};
use crate::pipeline::Compiled;
use crate::source::{self, Failure, Source};
use crate::watch::{Changes, Watch, saved_since};

/// How long a file that was emptied may stay so before that is believed, and how often it is looked at.
const MOMENT: (Duration, Duration) = (Duration::from_millis(300), Duration::from_millis(5));

/// How long nothing must be saved before everything is compiled that depends on earlier changes.
const PAUSE: Duration = Duration::from_millis(150);

/// Is told of every new edition, and of what failed on the way.
pub type Listener = Box<dyn Fn(Result<&Edition, &Failure>) + Send + Sync>;

/// The site as it is now.
pub struct Live {
    root: PathBuf,
    wanted: Wanted,
    newest: Sender<Numbered>,
    listener: Listener,
    /// Tells this server's editions from another's at the same address.
    pub started: u128,
    /// How many routes were made so far.
    pub emitted: AtomicUsize,
    /// How often something was saved.
    saves: AtomicUsize,
}

/// What the watching thread is told.
pub enum Signal {
    /// Something was saved.
    Changed(Changes),
    /// The server ends.
    Stop,
}

impl Live {
    /// The first edition.
    pub fn new(root: PathBuf, compiled: Compiled, wanted: Wanted, listener: Listener) -> Self {
        let edition = Edition::of(compiled, &wanted, None);
        listener(Ok(&edition));
        let started = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let (newest, _) = watch::channel(Numbered { number: 0, edition: Arc::new(edition) });
        Self {
            root,
            wanted,
            newest,
            listener,
            started: started.map_or(0, |time| time.as_millis()),
            emitted: AtomicUsize::new(0),
            saves: AtomicUsize::new(0),
        }
    }

    /// The newest edition.
    pub fn newest(&self) -> Numbered {
        self.newest.borrow().clone()
    }

    /// Tells of every edition from the newest on.
    pub fn subscribe(&self) -> Subscription<Numbered> {
        let mut subscription = self.newest.subscribe();
        subscription.mark_changed();
        subscription
    }

    /// Counts a route.
    pub fn count(&self) {
        self.emitted.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts a save.
    pub fn saved(&self) {
        self.saves.fetch_add(1, Ordering::Relaxed);
    }

    /// Follows what is saved until the server stops. `read_at` is when the first edition began to be read.
    pub fn follow(&self, mut watch: Watch, signals: &Receiver<Signal>, read_at: SystemTime) {
        let mut changes = saved_since(&self.root, read_at);
        loop {
            self.hear(watch.follow(&changes));
            self.take(&changes);
            // What depends on a change waits until nothing else was saved, and until the page was shown: it would take
            // all threads from that.
            let next = signals.recv_timeout(PAUSE).or_else(|_| {
                self.catch_up();
                signals.recv()
            });
            let Ok(Signal::Changed(first)) = next else { return };
            changes = first;
            for signal in signals.try_iter() {
                match signal {
                    Signal::Changed(more) => changes = changes.and(more),
                    Signal::Stop => return,
                }
            }
        }
    }

    /// Reads and compiles what changed.
    fn take(&self, changes: &Changes) {
        let before = self.newest().edition;
        let read = match changes {
            Changes::Of(paths) if paths.is_empty() => return,
            Changes::Of(paths) => self.read(&before.compiled.source, paths),
            Changes::All => source::read(&self.root),
        };
        match read {
            Ok(source) if source.is_same(&before.compiled.source) => {}
            Ok(source) => self.publish(before.compiled.again(source)),
            Err(failure) => self.hear(Err(failure)),
        }
    }

    /// Reads files again. Some editors save by emptying a file and writing it then: what is empty gets a moment.
    fn read(&self, before: &Source, paths: &BTreeSet<PathBuf>) -> Result<Source, Failure> {
        let begun = Instant::now();
        loop {
            let source = before.refresh(&self.root, paths)?;
            if !source.has_emptied(before) || begun.elapsed() > MOMENT.0 {
                return Ok(source);
            }
            std::thread::sleep(MOMENT.1);
        }
    }

    /// Compiles what depends on earlier changes, unless something else is saved meanwhile: that comes first.
    fn catch_up(&self) {
        let edition = self.newest().edition;
        let saves = self.saves.load(Ordering::Relaxed);
        if edition.compiled.is_behind()
            && let Some(compiled) =
                edition.compiled.caught_up(&|| self.saves.load(Ordering::Relaxed) == saves)
        {
            self.publish(compiled);
        }
    }

    fn publish(&self, compiled: Compiled) {
        let before = self.newest();
        let edition = Arc::new(Edition::of(compiled, &self.wanted, Some(&before.edition)));
        let seen = !before.edition.compiled.shows_the_same(&edition.compiled);
        let newest = Numbered { number: before.number + u64::from(seen), edition: Arc::clone(&edition) };
        // Nobody waits while the edition before is cleared away.
        drop(self.newest.send_replace(newest));
        (self.listener)(Ok(&edition));
    }

    fn hear(&self, result: Result<(), Failure>) {
        if let Err(failure) = result {
            (self.listener)(Err(&failure));
        }
    }
}
