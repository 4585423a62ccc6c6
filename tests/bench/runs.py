"""Programs found on the machine, and what one run of them takes. Used by `compare`."""
import glob
import importlib.util
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def say(text):
    print(text, file=sys.stderr, flush=True)


# ---------------------------------------------------------------- programs
def find(name, package=None):
    """The program itself: a wrapper in Python would be measured along."""
    for folder in filter(None, [os.environ.get("PEERS"), os.path.join(os.environ.get("PEERS", ""), "bin")]):
        path = os.path.join(folder, name)
        if os.access(path, os.X_OK) and os.path.isfile(path):
            return path
    for package in package or []:
        spec = importlib.util.find_spec(package)
        for folder in (spec.submodule_search_locations or []) if spec else []:
            for path in sorted(glob.glob(os.path.join(folder, "**", name + "*"), recursive=True)):
                if os.path.isfile(path) and open(path, "rb").read(4) == b"\x7fELF":
                    return path
    path = shutil.which(name)
    return path if path and open(path, "rb").read(4) == b"\x7fELF" else None


def version(argv):
    if not argv[0]:
        return None
    text = subprocess.run(argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout
    words = text.replace("hugo v", "hugo ").replace("+", " ").replace("-", " ").split()
    return words[1] if len(words) > 1 else text.strip()


def cargo(*argv):
    subprocess.run(["cargo", *argv], cwd=ROOT, check=True, stdout=sys.stderr)


# ---------------------------------------------------------------- measuring
def run(argv, cwd, limit=600):
    """Seconds and peak memory in MiB of one run; what it prints is shown when it fails."""
    with tempfile.TemporaryFile() as log:
        begun = time.perf_counter()
        process = subprocess.Popen(argv, cwd=cwd, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        signal.signal(signal.SIGALRM, lambda *_: process.kill())
        signal.alarm(limit)
        _, status, usage = os.wait4(process.pid, 0)
        signal.alarm(0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            log.seek(0)
            raise SystemExit("%s: %s\n%s" % (" ".join(argv), process.returncode, log.read().decode()[-2000:]))
        return seconds, usage.ru_maxrss / 1024


class Job:
    """A build: its steps, and what is made ready before each run."""

    def __init__(self, name, steps, cwd, before=None):
        self.name, self.steps, self.cwd, self.before = name, steps, cwd, before
        self.seconds, self.memory = [], []

    def go(self, count=True):
        if self.before:
            self.before()
        results = [run(step, self.cwd) for step in self.steps]
        if count:
            self.seconds.append(sum(seconds for seconds, _ in results))
            self.memory.append(max(memory for _, memory in results))

    @property
    def median(self):
        return statistics.median(self.seconds)

    @property
    def peak(self):
        return statistics.median(self.memory)


def fresh(path):
    return lambda: shutil.rmtree(path, ignore_errors=True)


def pages_of(root):
    found = glob.glob(os.path.join(root, "content", "*", "*.md"))
    return sorted(path for path in found if not path.endswith("_index.md"))
