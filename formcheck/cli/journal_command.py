"""The commands for what is kept of the people who practise here: `formcheck journal ...`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.refusal import RefusedError, plain_errors, say

if TYPE_CHECKING:
    from formcheck.journal.records import Profile
    from formcheck.journal.store import Journal

journal_app = typer.Typer(
    no_args_is_help=True,
    help="Where your practices are kept; take them out, bring them in, delete.",
)

_Person = Annotated[
    str | None, typer.Option("--person", metavar="NAME", help="Whose, where several practise here.")
]


@journal_app.command("where")
def where() -> None:
    """Say where the journal is, and whose practices it holds."""
    with plain_errors():
        journal = _open()
        print(journal.place or "In memory only: nothing is kept.")
        for profile in journal.profiles():
            count = len(journal.sessions(profile.id))
            print(f"  {profile.name}: {_practices(count)}")


@journal_app.command("export")
def export(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A .json file to bring back, or a .zip of tables."),
    ],
    person: _Person = None,
) -> None:
    """Write everything of one person to a file.

    FILE.json can be imported again. FILE.zip holds tables (CSV) for a spreadsheet.
    """
    with plain_errors():
        from formcheck.journal import exchange
        from formcheck.report.files import written_beside

        if file.suffix.lower() not in (".json", ".zip"):
            raise RefusedError(f"{file} ends neither in .json nor in .zip. Choose one of them.")
        journal = _open()
        whole = journal.person(_chosen(journal, person).id)
        with written_beside(file) as draft:
            if file.suffix.lower() == ".json":
                draft.write_text(exchange.to_json(whole), "utf-8", newline="")
            else:
                draft.write_bytes(exchange.csv_zip(whole))
        print(f"Written: {file} ({whole.profile.name}, {_practices(len(whole.sessions))})")


@journal_app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `journal export` wrote.")],
) -> None:
    """Add a person from an exported .json file. What is already here stays as it is."""
    with plain_errors():
        from formcheck.journal import exchange

        person = exchange.from_file(file)
        journal = _open()
        here = [one.id for one in journal.profiles()]
        before = len(journal.sessions(person.profile.id)) if person.profile.id in here else 0
        profile = journal.add_person(person)
        added = len(journal.sessions(profile.id)) - before
        print(f"{profile.name}: {_practices(added)} added.")


@journal_app.command("delete")
def delete(
    person: _Person = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete everything of everybody, copies beside the journal too; or one person's (--person).

    It cannot be undone: export first what you want to keep.
    """
    with plain_errors():
        journal = _open()
        whose = None if person is None else _chosen(journal, person)
        what = f"everything of {whose.name}" if whose else "everything of everybody"
        if not yes and not typer.confirm(f"Delete {what} for good?"):
            print("Nothing was deleted.")
            return
        if whose is None:
            journal.delete_everything()
        else:
            journal.delete_profile(whose.id)
        print(f"Deleted: {what}.")


def _open() -> Journal:
    from formcheck.journal.store import Journal

    journal = Journal.open()
    for note in journal.notes:
        say(note)
    return journal


def _chosen(journal: Journal, name: str | None) -> Profile:
    people = journal.profiles()
    if not people:
        raise RefusedError("There is nobody in the journal yet.")
    if name is None:
        if len(people) > 1:
            raise RefusedError(
                f"Several people practise here. Add --person with one of {_all(people)}."
            )
        return people[0]
    wanted = name.strip().casefold()
    found = next((one for one in people if one.name.casefold() == wanted), None)
    if found is None:
        raise RefusedError(f"There is nobody called {name}. There is {_all(people)}.")
    return found


def _all(people: tuple[Profile, ...]) -> str:
    return ", ".join(f'"{one.name}"' for one in people)


def _practices(count: int) -> str:
    return "1 practice" if count == 1 else f"{count} practices"
