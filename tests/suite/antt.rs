//! Runs the program as people do.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// How a run went.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// The checkout.
pub fn checkout() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs `antt` in `folder` with `arguments`, separated by blanks, on `threads` threads.
pub fn on_threads(threads: usize, folder: &Path, arguments: &str) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_antt"))
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .env("RAYON_NUM_THREADS", threads.to_string())
        .env("CI", "true")
        .env_remove("TZ")
        .output()
        .expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program prints UTF-8");
    Run {
        code: output.status.code().expect("the program ends by itself"),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

/// Runs `antt` in `folder`.
pub fn run(folder: &Path, arguments: &str) -> Run {
    on_threads(2, folder, arguments)
}

/// Runs `antt` and says what it printed if it did not end with `code`.
pub fn ends(folder: &Path, arguments: &str, code: i32) -> Run {
    let run = run(folder, arguments);
    assert_eq!(run.code, code, "antt {arguments}\n{}{}", run.stdout, run.stderr);
    run
}

/// A folder for one test, with a copy of `from`.
pub fn copy_of(from: &Path) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(from, folder.path());
    folder
}

/// A root with the given files.
pub fn root_of(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        write(folder.path(), path, text);
    }
    folder
}

/// Writes a file of a root and the folders above it.
pub fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display())) {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The files under `folder`, as paths with `/`, in order.
pub fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(relative) = open.pop() {
        for entry in fs::read_dir(folder.join(&relative)).into_iter().flatten() {
            let entry = entry.unwrap();
            let path = relative.join(entry.file_name());
            match entry.file_type().unwrap().is_dir() {
                true => open.push(path),
                false => found.push(path.to_string_lossy().replace('\\', "/")),
            }
        }
    }
    found.sort();
    found
}

/// Every file under `folder` with its bytes, to compare what two builds left.
pub fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let read = |path: String| {
        let bytes = fs::read(folder.join(&path)).unwrap();
        (path, bytes)
    };
    files(folder).into_iter().map(read).collect()
}
