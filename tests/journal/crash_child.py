"""Run by the crash tests: starts children that use journals, and kills them at random moments.

    python crash_child.py WHAT FOLDER TIMES LINES

The first child may tell so many lines; the others are killed at any moment of such a time, so that
the moments fit a busy computer too. Prints one line of JSON for each child:
its file, and what it had told.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from journal_kit import AT, PLANNED, began, ended, log_of, rep_done
from migration_kit import with_next_version

from formcheck.journal.store import IN_MEMORY, Journal


def practise(file: Path, told: int) -> None:
    """Practise until somebody comes; each repetition that is kept is told."""
    journal = Journal.open(f"sqlite:///{file}")
    ann = journal.add_profile(f"Ann {os.getpid()}").id
    for practice in range(1000):
        session = journal.begin(ann, "Cat-cow", PLANNED, at=AT)
        log = log_of(journal, session)
        log.began(began())
        for index in range(1, 6):
            log.rep(0, rep_done(index))
            if not log.unwritten():
                os.write(told, f"{ann} {practice} {index}\n".encode())
        log.ended(ended())
        journal.end(session, AT)


def migrate(file: Path, told: int) -> None:
    """Bring a journal of the version before up to date."""
    os.write(told, b"begun\n")
    with_next_version(lambda: Journal.open(f"sqlite:///{file}").close())
    os.write(told, b"done\n")
    time.sleep(10)


def mend(file: Path, told: int) -> None:
    """Open a damaged journal."""
    os.write(told, b"begun\n")
    Journal.open(f"sqlite:///{file}").close()
    os.write(told, b"done\n")
    time.sleep(10)


def back_up(file: Path, told: int) -> None:
    """Copy a journal over and over while it is written."""
    journal = Journal.open(f"sqlite:///{file}")
    while True:
        journal.back_up(file.with_name(f"{file.stem}.copy.sqlite"))
        os.write(told, b"copied\n")


def main() -> None:
    work = {"practise": practise, "migrate": migrate, "back_up": back_up, "mend": mend}[sys.argv[1]]
    folder, times, lines = Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    Journal.open(IN_MEMORY).close()  # all is imported before
    seconds = 0.0
    for number in range(times):
        file = folder / f"journal{number}.sqlite"
        hears, tells = os.pipe()
        began_at = time.monotonic()
        child = os.fork()
        if child == 0:
            os.close(hears)
            work(file, tells)
            os._exit(0)
        os.close(tells)
        with os.fdopen(hears) as heard:
            told = [heard.readline() for _ in range(lines)] if number == 0 else []
            if number == 0:
                seconds = time.monotonic() - began_at
            else:
                time.sleep(random.uniform(0, 1.1 * seconds))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            print(json.dumps([str(file), [*told, *heard.readlines()]]), flush=True)


if __name__ == "__main__":
    main()
