"""Where the journal is; taking it out, bringing it in, deleting it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from formcheck.journal.errors import JournalError
from formcheck.journal.exchange import LARGEST_MB, csv_zip, from_bytes, to_json
from formcheck.journal.records import Person, Profile
from formcheck.live.keeping import default_folder
from formcheck.live.own_ranges import OwnRanges, OwnRangesError, default_path
from formcheck.ui.names import file_name, plain
from formcheck.ui.person import choose_person, forget_tab, journal, journal_fault, unread_notes
from formcheck.ui.visitor import at_this_computer

_SAID, _FAULT, _ASKED = "people-said", "people-fault", "delete-asked"
_PERSON, _EVERYTHING = "person", "everything"
_DOWNLOAD = ":material/download:"
_LASTING = (
    "Numbers only, never pictures: what you did, how it felt, your answers and your week. Nothing "
    "leaves this place by itself."
)
_PASSING = (
    "<strong>What you do here is kept until you close this tab.</strong> Export it to keep it, and "
    "import it the next time. Formcheck keeps a journal of its own only for those who use it at "
    "the computer that it runs on."
)


def say(text: str) -> None:
    """Show this sentence once, when the page is drawn again."""
    st.session_state[_SAID] = text


def show_said() -> None:
    """What `say` left to tell."""
    said = st.session_state.pop(_SAID, None)
    if said:
        st.success(said)
    fault = st.session_state.pop(_FAULT, None)
    if fault:
        st.error(fault)


def show_data(me: Profile, everybody: Sequence[str]) -> None:
    """The journal's place and everything that can be done with it."""
    st.subheader("Your journal", anchor=False)
    _place()
    _export(me, alone=len(everybody) < 2)
    with st.expander("Import what was exported", icon=":material/upload:"):
        _bring_in(me)
    with st.expander("Delete", expanded=_ASKED in st.session_state, icon=":material/delete:"):
        _delete(me, everybody)


def _place() -> None:
    book = journal()
    unread = unread_notes()  # those stand above
    for note in book.notes:
        if note not in unread:
            st.info(plain(note))
    if journal_fault():
        return
    if not book.lasting:
        st.html(f'<p class="fc-fact">{_PASSING}</p>')
        return
    st.html(
        f'<p class="fc-fact">{_LASTING}</p>'
        f'<p class="fc-fact fc-guide-place">Kept in <code>{escape(book.place)}</code></p>'
    )


# -- out ---------------------------------------------------------------------------------------


def _export(me: Profile, *, alone: bool) -> None:
    stem = file_name("formcheck", me.name, date.today().isoformat())
    whole = "Everything (JSON)" if alone else f"Everything of {plain(me.name)} (JSON)"
    with st.container(horizontal=True):
        st.download_button(
            whole, lambda: to_json(journal().person(me.id)).encode(),
            f"{stem}.json", "application/json", on_click="ignore", icon=_DOWNLOAD,
            key="export-json", help="Can be imported again, here or elsewhere.",
        )  # fmt: skip
        st.download_button(
            "Tables (CSV)", lambda: csv_zip(journal().person(me.id)), f"{stem}.zip",
            "application/zip", on_click="ignore", icon=_DOWNLOAD, key="export-csv",
            help="Three tables for a spreadsheet: practices, repetitions, mistakes.",
        )  # fmt: skip
        if _file() is not None:
            _back_up("back-up")


def _back_up(key: str) -> None:
    st.download_button(
        "Back up", _backed_up, f"{file_name('journal', date.today().isoformat())}.sqlite",
        "application/vnd.sqlite3", on_click="ignore", icon=":material/save:", key=key,
        help="A copy of the whole journal, with everybody in it.",
    )  # fmt: skip


def _file() -> Path | None:
    """The journal's file, for those who may have all of it."""
    place = journal().place
    return Path(place) if place and at_this_computer() and Path(place).is_file() else None


def _backed_up() -> bytes:
    with TemporaryDirectory(prefix="formcheck-") as folder:
        return journal().back_up(Path(folder) / "journal.sqlite").read_bytes()


# -- in ----------------------------------------------------------------------------------------


def _bring_in(me: Profile) -> None:
    st.html(
        '<p class="fc-quiet">A JSON file that was exported here or elsewhere. What is already here '
        "stays as it is; the rest is added.</p>"
    )
    tries = st.session_state.setdefault("import-tries", 0)
    given = st.file_uploader(
        "File", ["json"], key=f"import-{tries}", label_visibility="collapsed",
        max_upload_size=LARGEST_MB,
    )  # fmt: skip
    if given is None or not st.button("Import", key="import", type="primary"):
        return
    try:
        added = _added(from_bytes(given.getvalue()), me)
    except JournalError as error:
        st.error(plain(str(error)))
    else:
        st.session_state["import-tries"] = tries + 1
        choose_person(added.id)
        say(f"The journal of {plain(added.name)} is here now.")
        st.rerun()


def _added(person: Person, me: Profile) -> Profile:
    """Somebody who comes to an untouched journal takes the place of its nobody."""
    empty = replace(journal().person(me.id), profile=person.profile)
    added = journal().add_person(person)
    if added.id == me.id or empty != Person(person.profile, (), (), (), ()):
        return added
    journal().delete_profile(me.id)
    return journal().rename_profile(added.id, person.profile.name)


# -- away --------------------------------------------------------------------------------------


def _delete(me: Profile, everybody: Sequence[str]) -> None:
    st.html(
        '<p class="fc-quiet fc-guide-place">Export first what you may want later: nothing brings '
        "it back. Films and landmarks that you chose to save stay in "
        f"<code>{escape(str(default_folder()))}</code>.</p>"
    )
    asked = st.session_state.get(_ASKED)
    if asked == (_PERSON, me.id):
        _confirm(
            f"All practices, answers, routines, own ranges of motion and the week of "
            f"<strong>{escape(me.name)}</strong> are deleted.", "Yes, delete", _delete_person, me,
        )  # fmt: skip
    elif asked == (_EVERYTHING, me.id) and _own_place():
        names = escape(", ".join(everybody))
        _confirm(
            f"The whole journal is deleted, with everything of <strong>{names}</strong>, the "
            "copies beside it and all own ranges of motion.", "Yes, delete everything",
            _delete_everything,
        )  # fmt: skip
        if _file() is not None:
            _back_up("back-up-first")
    else:
        with st.container(horizontal=True):
            if len(everybody) > 1 or not _own_place():
                _ask(f"Delete {plain(me.name)}", _PERSON, me)
            if _own_place():
                _ask("Delete everything", _EVERYTHING, me)


def _ask(label: str, what: str, me: Profile) -> None:
    st.button(label, key=f"delete-{what}", on_click=_asked, args=((what, me.id),))


def _confirm(told: str, label: str, delete: Callable[..., None], *args: Profile) -> None:
    st.html(f'<p class="fc-next">{told}</p>')
    with st.container(horizontal=True):
        st.button(label, key="delete-yes", type="primary", on_click=delete, args=args)
        st.button("Keep it", key="delete-no", on_click=_asked, args=(None,))


def _asked(what: tuple[str, str] | None) -> None:
    st.session_state[_ASKED] = what


def _own_place() -> bool:
    """Whether all of the journal is this visitor's to delete: no clinic's database is."""
    book = journal()
    return not book.lasting or _file() is not None


def _delete_person(me: Profile) -> None:
    def delete() -> None:
        journal().delete_profile(me.id)
        OwnRanges(default_path()).forget(me.id)

    _delete_and_say(delete, f"Everything of {plain(me.name)} is deleted.")


def _delete_everything() -> None:
    def delete() -> None:
        whole, everybody = _file() is not None, journal().profiles()
        journal().delete_everything()
        if whole:
            default_path().unlink(missing_ok=True)
        else:  # a visitor's journal: others' ranges stay
            for one in everybody:
                OwnRanges(default_path()).forget(one.id)

    _delete_and_say(delete, "Everything is deleted.")


def _delete_and_say(delete: Callable[[], None], done: str) -> None:
    """Delete, and forget what this tab knows of it."""
    try:
        delete()
    except (JournalError, OwnRangesError, OSError) as error:
        st.session_state[_FAULT] = plain(f"Not everything could be deleted. {error}")
        return
    forget_tab()
    say(done)
