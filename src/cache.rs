//! What earlier builds made, kept under the root: a stage and a digest of everything that goes in lead to bytes.
//!
//! Nothing depends on it but time. Every entry is a file of its own that is written beside its place and renamed into
//! it, so two builds at once cannot harm each other; it holds a digest of itself, so a damaged one is as good as none;
//! and what cannot be written is left out. The folder may be deleted at any time.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Where it lies under the root.
const FOLDER: &str = ".antt/cache";
/// Beside it: copies of releases, as links to their files.
const SPARES: &str = "spare";
/// How many of these are kept.
const MOST_SPARES: usize = 8;
/// The first bytes of every entry; the number is that of this layout.
const MAGIC: &[u8; 12] = b"antt-cache 2";
/// How much is kept in all, in bytes: the oldest entries go first.
const LIMIT: u64 = 1 << 30;
/// What is being written for longer than this was left behind by a build that was killed.
const ABANDONED: Duration = Duration::from_secs(3600);

/// What an entry is found by: a digest of everything that its content depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key([u8; blake3::OUT_LEN]);

/// A kind of entries.
#[derive(Clone, Copy, Debug)]
pub struct Stage {
    /// Its name in file names.
    pub name: &'static str,
    /// How many entries are kept: what was built last, and what is built beside it.
    pub most: usize,
}

/// Digests what goes in, part by part.
pub struct Digester(blake3::Hasher);

impl Digester {
    /// Begins with the program itself. Its file stands for it: two builds of one version may differ.
    pub fn new() -> Self {
        let mut digester = Self(blake3::Hasher::new());
        digester.add(env!("CARGO_PKG_VERSION"));
        let program = std::env::current_exe().and_then(fs::metadata);
        if let Ok(program) = program {
            digester.add(program.len().to_le_bytes()).add(nanoseconds(program.modified().ok()).to_le_bytes());
        }
        digester
    }

    /// Adds one part; where it ends is digested too.
    pub fn add(&mut self, part: impl AsRef<[u8]>) -> &mut Self {
        let part = part.as_ref();
        self.0.update(&(part.len() as u64).to_le_bytes()).update(part);
        self
    }

    /// What it comes to.
    pub fn key(&self) -> Key {
        Key(self.0.finalize().into())
    }
}

impl Default for Digester {
    fn default() -> Self {
        Self::new()
    }
}

fn nanoseconds(time: Option<SystemTime>) -> u128 {
    time.and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok()).map_or(0, |time| time.as_nanos())
}

/// A store of entries, or none.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    folder: Option<PathBuf>,
}

impl Cache {
    /// The cache of the portal under `root`.
    pub fn of(root: &Path) -> Self {
        Self { folder: Some(root.join(FOLDER)) }
    }

    /// A cache that holds nothing and keeps nothing.
    pub fn none() -> Self {
        Self::default()
    }

    /// Whether anything can be kept: without, digests need not be made.
    pub fn is_used(&self) -> bool {
        self.folder.is_some()
    }

    /// The entry of `stage` under `key`; nothing where it is missing, damaged, or of another version.
    pub fn get<T: DeserializeOwned>(&self, stage: Stage, key: Key) -> Option<T> {
        let bytes = fs::read(self.place(stage, key)?).ok()?;
        let (magic, rest) = bytes.split_at_checked(MAGIC.len())?;
        let (digest, content) = rest.split_at_checked(blake3::OUT_LEN)?;
        (magic == MAGIC && blake3::hash(content).as_bytes() == digest).then_some(())?;
        postcard::from_bytes(content).ok()
    }

    /// Keeps an entry, if the machine lets us.
    pub fn put<T: Serialize>(&self, stage: Stage, key: Key, value: &T) {
        let (Some(place), Ok(content)) = (self.place(stage, key), postcard::to_stdvec(value)) else { return };
        if self.write(&place, &content).is_some() {
            self.prune(stage);
        }
    }

    /// Keeps a part of an entry under a digest of what it holds. Parts are found as long as there is room for them.
    pub fn keep<T: Serialize>(&self, stage: Stage, value: &T) -> Option<Key> {
        let content = postcard::to_stdvec(value).ok()?;
        let key = Digester::new().add(&content).key();
        let place = self.place(stage, key)?;
        if !place.is_file() {
            self.write(&place, &content)?;
        }
        Some(key)
    }

    /// Where a copy of the release at `out` may wait. Only the newest few are kept.
    pub fn spare(&self, out: &Path) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?.parent()?.join(SPARES);
        for old in newest_first(&folder).iter().skip(MOST_SPARES) {
            let _ = fs::remove_dir_all(folder.join(&old.name));
        }
        let out = std::path::absolute(out).ok()?;
        Some(folder.join(blake3::hash(out.as_os_str().as_encoded_bytes()).to_hex().as_str()))
    }

    fn place(&self, stage: Stage, key: Key) -> Option<PathBuf> {
        let key = blake3::Hash::from(key.0).to_hex();
        Some(self.folder.as_ref()?.join(format!("{}-{key}", stage.name)))
    }

    fn write(&self, place: &Path, content: &[u8]) -> Option<()> {
        let folder = self.folder.as_deref()?;
        if !folder.is_dir() {
            fs::create_dir_all(folder).ok()?;
            // Whatever keeps versions or backups of the portal need not keep this.
            let above = folder.parent()?;
            fs::write(above.join(".gitignore"), "*\n").ok()?;
            let tag =
                "Signature: 8a477f597d28d172789f06886806bc55\n# Kept by antt; may be deleted at any time.\n";
            fs::write(above.join("CACHEDIR.TAG"), tag).ok()?;
        }
        let mut file = tempfile::Builder::new().prefix(".new-").tempfile_in(folder).ok()?;
        file.write_all(MAGIC).ok()?;
        file.write_all(blake3::hash(content).as_bytes()).ok()?;
        file.write_all(content).ok()?;
        file.persist(place).ok()?;
        Some(())
    }

    /// Keeps the cache within its bounds: the oldest of a stage go, then the oldest of all.
    fn prune(&self, stage: Stage) {
        let Some(folder) = &self.folder else { return };
        let mut held = 0;
        let mut of_stage = 0;
        for entry in newest_first(folder) {
            held += entry.size;
            let same_stage = entry.name.rsplit_once('-').is_some_and(|(name, _)| name == stage.name);
            of_stage += usize::from(same_stage);
            let abandoned = entry.name.starts_with(".new-") && entry.age > ABANDONED;
            if held > LIMIT || (same_stage && of_stage > stage.most) || abandoned {
                let _ = fs::remove_file(folder.join(&entry.name));
            }
        }
    }
}

struct Entry {
    name: String,
    size: u64,
    age: Duration,
}

fn newest_first(folder: &Path) -> Vec<Entry> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut entries: Vec<Entry> = entries
        .filter_map(|entry| {
            let data = entry.metadata().ok()?;
            let age = data.modified().ok()?.elapsed().unwrap_or_default();
            let name = entry.file_name().into_string().ok()?;
            Some(Entry { name, size: data.len(), age })
        })
        .collect();
    entries.sort_by_key(|entry| entry.age);
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAGE: Stage = Stage { name: "stage", most: 8 };

    fn key(text: &str) -> Key {
        Digester::new().add(text).key()
    }

    /// A cache with one entry, and where that lies.
    fn kept() -> (tempfile::TempDir, Cache, PathBuf) {
        let root = tempfile::tempdir().unwrap();
        let cache = Cache::of(root.path());
        cache.put(STAGE, key("a"), &(1, "một".to_owned()));
        let place = cache.place(STAGE, key("a")).unwrap();
        (root, cache, place)
    }

    fn get(cache: &Cache, name: &str) -> Option<(i32, String)> {
        cache.get(STAGE, key(name))
    }

    #[test]
    fn what_is_kept_is_found() {
        let (root, cache, _) = kept();
        assert_eq!(get(&cache, "a"), Some((1, "một".to_owned())));
        assert_eq!(get(&cache, "b"), None);
        assert_eq!(cache.get::<(i32, String)>(Stage { name: "other", ..STAGE }, key("a")), None);
        assert_eq!(get(&Cache::none(), "a"), None);
        fs::remove_dir_all(root.path().join(".antt")).unwrap();
        assert_eq!(get(&cache, "a"), None);
    }

    #[test]
    fn parts_are_told_apart() {
        assert_ne!(Digester::new().add("ab").add("c").key(), Digester::new().add("a").add("bc").key());
    }

    #[test]
    fn a_damaged_entry_is_a_miss() {
        let (_root, cache, place) = kept();
        let whole = fs::read(&place).unwrap();
        for end in 0..whole.len() {
            fs::write(&place, &whole[..end]).unwrap();
            assert_eq!(get(&cache, "a"), None, "cut at {end}");
        }
        for bit in 0..whole.len() * 8 {
            let mut flipped = whole.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            fs::write(&place, &flipped).unwrap();
            assert_eq!(get(&cache, "a"), None, "bit {bit}");
        }
        fs::write(&place, "của người khác").unwrap();
        assert_eq!(get(&cache, "a"), None);
        // Right in itself, and made of something else.
        cache.put(STAGE, key("a"), &vec![u64::MAX; 3]);
        assert_eq!(cache.get::<Vec<String>>(STAGE, key("a")), None);
        fs::remove_file(&place).unwrap();
        fs::create_dir(&place).unwrap();
        assert_eq!(get(&cache, "a"), None);
    }

    #[test]
    fn where_nothing_can_be_written_nothing_is_kept() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join(".antt"), "a file, not a folder").unwrap();
        let cache = Cache::of(root.path());
        cache.put(STAGE, key("a"), &1);
        assert_eq!(cache.get::<i32>(STAGE, key("a")), None);
    }

    #[test]
    fn the_oldest_go_first() {
        let (_root, cache, place) = kept();
        let old = SystemTime::now() - Duration::from_secs(60);
        fs::File::options().write(true).open(&place).unwrap().set_modified(old).unwrap();
        for n in 0..STAGE.most {
            cache.put(STAGE, key(&n.to_string()), &(0, n.to_string()));
        }
        assert_eq!(get(&cache, "a"), None);
        assert!((0..STAGE.most).all(|n| get(&cache, &n.to_string()).is_some()));
        let names = fs::read_dir(place.parent().unwrap()).unwrap().count();
        assert_eq!(names, STAGE.most);
    }

    #[test]
    fn many_at_once_do_no_harm() {
        let (_root, cache, _) = kept();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for n in 0..50 {
                        let long = (n, "x".repeat(5_000));
                        cache.put(STAGE, key("a"), &long);
                        let found = get(&cache, "a").unwrap();
                        assert!(found.1 == "một" || found.1.len() == 5_000);
                    }
                });
            }
        });
    }
}
