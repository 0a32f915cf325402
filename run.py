#!/usr/bin/env python3
"""Set Formcheck up in this folder and run it. Needs Python 3.11 to 3.13 and nothing else.

python3 run.py app     opens the app in the browser (more arguments go to Streamlit)
python3 run.py test    runs the tests (more arguments go to pytest)

The first call makes .venv beside this file and installs the locked packages into it; later calls
start at once. This file must be readable by any Python 3, to say which version it needs.
"""

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST, NEWEST = (3, 11), (3, 13)

# what is installed: (lock file, stamp that says it is)
RUNTIME = ("requirements.lock", VENV / "formcheck-runtime.stamp")
DEVELOPMENT = ("requirements-dev.lock", VENV / "formcheck-development.stamp")


class SetupError(Exception):
    """Set-up cannot go on; the message is one sentence that names the remedy."""


def main(arguments):
    """Run one of the two commands; return the exit code: 2 when set-up is not possible."""
    commands = {"app": run_app, "test": run_tests}
    if not arguments or arguments[0] not in commands:
        print(__doc__.strip())
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    try:
        check_computer()
        return commands[arguments[0]](arguments[1:])
    except SetupError as error:
        print(f"run.py: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nrun.py: stopped; the same command goes on from here.", file=sys.stderr)
        return 130


def run_app(arguments):
    """Open the app, for this computer only; Streamlit prints the address."""
    install(RUNTIME, DEVELOPMENT)
    local = ["--server.address", "localhost", "--server.showEmailPrompt", "false"]
    quiet = ["--browser.gatherUsageStats", "false"]
    print("Opening Formcheck; stop it with Ctrl+C.", flush=True)
    return replace_by("streamlit", "run", "app.py", *local, *quiet, *arguments)


def run_tests(arguments):
    """Run the test suite, or what the arguments for pytest say.

    The tests in a browser come last and one by one: each has an app and a film for a camera that
    want two cores for themselves.
    """
    install(DEVELOPMENT)
    beside_each_other = ["-n", "auto", "--dist", "loadfile"]
    if arguments:
        return replace_by("pytest", *beside_each_other, *arguments)
    codes = [run_module("pytest", *beside_each_other, "-m", "not browser")]
    codes.append(run_module("pytest", "-m", "browser"))
    return max(codes)


def run_module(module, *arguments):
    """Run a Python module of .venv and wait for it; its exit code."""
    return subprocess.call([str(PYTHON), "-m", module, *arguments], cwd=str(ROOT))


def replace_by(module, *arguments):
    """Become a Python module of .venv, so that Ctrl+C and the exit code are its own."""
    os.chdir(str(ROOT))
    os.execv(str(PYTHON), [str(PYTHON), "-m", module, *arguments])


# ------------------------------------------------------------------------------------ the computer


def check_computer():
    """Refuse at once what would fail later with a worse message."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        raise SetupError(wrong_python())
    if sys.platform == "darwin" and platform.machine() != "arm64":
        raise SetupError(
            "MediaPipe offers no package for Intel Macs or Intel builds of Python: "
            "use a Mac with Apple silicon and a Python made for it."
        )
    if sys.platform == "win32":
        raise SetupError("this script is for Linux and macOS: on Windows run it inside WSL.")
    sys.path.insert(0, str(ROOT))
    from formcheck.pose.system import check_system_libraries

    missing = check_system_libraries()
    if missing:
        raise SetupError(missing)


def wrong_python():
    """Say which Python this is, and name a fitting one if there is one."""
    have = "this is Python {}.{}".format(*sys.version_info[:2])
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        name = f"python3.{minor}"
        if shutil.which(name):
            return (
                f"{have}, Formcheck needs 3.11 to 3.13: run '{name} run.py {sys.argv[1]}' instead."
            )
    return f"{have}, Formcheck needs 3.11 to 3.13: install one of them."


# -------------------------------------------------------------------------------- the packages


def install(wanted, *supersets):
    """Bring .venv to what the lock file says, unless it (or a superset of it) is there already."""
    import fcntl

    with open(__file__) as this_file:
        fcntl.flock(this_file, fcntl.LOCK_EX)  # a second terminal waits for the first
        if not any(is_installed(*one) for one in (wanted, *supersets)):
            make_environment()
            install_packages(*wanted)


def is_installed(lock, stamp):
    """Is what this lock file says in .venv?"""
    return stamp.is_file() and stamp.read_text() == key(lock)


def install_packages(lock, stamp):
    """Install what the lock file names, and Formcheck itself, into .venv."""
    for _, old in (RUNTIME, DEVELOPMENT):
        old.unlink(missing_ok=True)
    packages = len(re.findall(r"(?m)^\S+==", (ROOT / lock).read_text()))
    print(f"Installing Formcheck's {packages} packages into .venv (once, some minutes)", flush=True)
    # Wheels only: no compiler is needed, and a package that has none fails with a clear message.
    pip("install", "--require-hashes", "--only-binary", ":all:", "--requirement", lock)
    pip("install", "--no-index", "--no-deps", "--no-build-isolation", "--editable", ".")
    stamp.write_text(key(lock))
    print("Formcheck is installed.", flush=True)


def key(lock):
    """Changes whenever the installation has to be looked at again."""
    parts = [(ROOT / name).read_bytes() for name in (lock, "pyproject.toml")]
    parts += [str(ROOT).encode(), sys.version.encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def make_environment():
    """Make .venv with a pip in it, or keep the one there if it is of this Python version."""
    if not environment_is_usable():
        print("Making the Python environment .venv", flush=True)
        try:
            venv.create(str(VENV), clear=True, symlinks=True)
        except OSError as error:
            raise SetupError(f"{VENV} cannot be made: {error.strerror or error}.") from error
    if succeeds(PYTHON, "-m", "pip", "--version"):
        return
    # Debian keeps ensurepip in another package than Python: pip itself can take its place.
    if succeeds(PYTHON, "-m", "ensurepip"):
        return
    if succeeds(sys.executable, "-m", "pip", "--python", PYTHON, "install", "pip"):
        return
    raise SetupError(
        "this Python cannot put pip into an environment: on Debian or Ubuntu run "
        "'sudo apt-get install python3-venv', then try again."
    )


def environment_is_usable():
    """Does .venv hold a working Python of this version?"""
    version = f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    return PYTHON.exists() and succeeds(PYTHON, "-c", version)


def succeeds(*command):
    """Run a command, throw away what it says, and return whether it ended well."""
    quiet = subprocess.DEVNULL
    words = [str(word) for word in command]
    return subprocess.call(words, stdin=quiet, stdout=quiet, stderr=quiet) == 0


def pip(*arguments):
    """Run the environment's pip with the user's own index settings; show which package it is at."""
    # a user's `user = true` setting cannot work in an environment
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", *arguments, "--no-user"]
    said = []
    with subprocess.Popen(
        command,
        cwd=str(ROOT),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
        errors="replace",
    ) as process:
        for line in process.stdout:
            said.append(line)
            show(line)
    show("")
    if process.returncode != 0:
        raise SetupError(why_pip_failed("".join(said)))


def show(line):
    """One line on a terminal, overwritten package by package; nothing in a log file."""
    if sys.stdout.isatty() and (not line or line.startswith(("Collecting ", "Installing "))):
        width = shutil.get_terminal_size().columns - 1
        print(f"\r{line.strip()[:width].ljust(width)}\r", end="", flush=True)


def why_pip_failed(said):
    """Say in one sentence what pip said in many."""
    if re.search(r"No space left on device|Disk quota exceeded", said):
        return "the disk is full: free 2 GB, then try again."
    if "DO NOT MATCH THE HASHES" in said:
        return (
            "a downloaded package is not the one that the lock file names (its hash differs): "
            "try again, and look at which package index pip uses if it stays so."
        )
    if re.search(r"ConnectionError|Max retries|resolution|timed out|ProxyError|SSLError", said):
        return "no package index is in reach: connect to the internet, or set pip's index."
    errors = (
        re.findall(r"(?m)^ERROR: (.*)", said) or said.strip().splitlines() or ["no reason given"]
    )
    reason = re.sub(r"//[^/\s@]+@", "//", errors[-1]).rstrip(".")
    return (
        f"pip could not install the packages ({reason}): see that this is macOS 14 or newer, or "
        "Linux with glibc 2.28 or newer, and that pip's index offers the package."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
