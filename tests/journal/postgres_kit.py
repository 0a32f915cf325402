"""A PostgreSQL of its own for the tests: in a temporary folder, without a port."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from formcheck.journal.store import Journal

_USERS = ("postgres", "nobody")
_QUICK = "-c fsync=off -c listen_addresses= -c max_connections=40 -c shared_buffers=16MB"


@dataclass
class Server:
    """A running server; `folder` holds its socket."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, database: str) -> str:
        return f"postgresql://formcheck@localhost/{database}?host={self.folder}"

    def fresh(self) -> str:
        """The address of a journal with its tables, empty."""
        number = next(self._numbers)
        if number == 1:
            self.run("CREATE DATABASE pattern")
            Journal.open(self.url("pattern")).close()
        self.run(f"CREATE DATABASE journal{number} TEMPLATE pattern STRATEGY file_copy")
        return self.url(f"journal{number}")

    def bare(self) -> str:
        """The address of a database without tables."""
        name = f"bare{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return self.url(name)

    def run(self, statement: str) -> None:
        from pg8000.dbapi import connect

        connection = connect(
            "formcheck", database="postgres", unix_sock=f"{self.folder}/.s.PGSQL.5432"
        )
        connection.autocommit = True
        connection.cursor().execute(statement)
        connection.close()


@contextmanager
def server() -> Iterator[Server | str]:
    """A server for the block, or why there is none."""
    programs = _programs()
    if programs is None:
        yield "PostgreSQL is not installed (apt package postgresql)"
        return
    as_user = _as_user()
    if as_user is None:
        yield "PostgreSQL does not run as root, and there is nobody else here"
        return
    # Not pytest's own folder: the path of a socket has at most 107 letters, and others look in.
    folder = Path(tempfile.mkdtemp(prefix="fc-pg-"))
    try:
        if as_user:
            shutil.chown(folder, as_user[2])
        data, log = folder / "data", folder / "log"
        make = ("initdb", "-D", data, "-U", "formcheck", "-A", "trust", "-E", "UTF8")
        _run(as_user, programs, *make, "--locale=C", "--no-sync")
        options = f"-k {folder} {_QUICK}"
        _run(as_user, programs, "pg_ctl", "start", "-w", "-D", data, "-l", log, "-o", options)
        try:
            yield Server(folder)
        finally:
            _run(as_user, programs, "pg_ctl", "stop", "-m", "immediate", "-D", data)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    found = shutil.which("pg_ctl")
    if found and shutil.which("initdb"):
        return Path(found).parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    return installed[-1].parent if installed else None


def _as_user() -> tuple[str, ...] | None:
    """What comes before a command: root may not start a server itself."""
    if os.geteuid() != 0:
        return ()
    known = Path("/etc/passwd").read_text()
    user = next((name for name in _USERS if f"{name}:" in known), None)
    if user is None or not shutil.which("runuser"):
        return None
    return ("runuser", "-u", user, "--")


def _run(as_user: tuple[str, ...], programs: Path, name: str, *arguments: object) -> None:
    command = [*as_user, str(programs / name), *map(str, arguments)]
    subprocess.run(
        command, check=True, cwd="/", timeout=60, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
