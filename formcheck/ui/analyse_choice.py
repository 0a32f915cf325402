"""Before the analysis: a sample clip, or films of one's own, each with its exercise."""

from __future__ import annotations

import math
from html import escape
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from formcheck.report.words import plural
from formcheck.ui.analyse_films import (
    MOST_FILMS,
    Film,
    Shelf,
    clock,
    moment,
    part_in_words,
    shelf,
)
from formcheck.ui.analyse_work import begin, look
from formcheck.ui.catalogue import exercises, label, sample_title, samples
from formcheck.ui.recognise import in_words
from formcheck.ui.samples import Sample
from formcheck.ui.theme import show_camera_place
from formcheck.ui.visitor import at_this_computer
from formcheck.ui.workspace import keep_upload
from formcheck.video.analysis import Window

SAMPLE, OWN = "A sample clip", "My own videos"
ORIGIN, WANTED, PATH = "origin", "exercise-own", "film-path"
FILE_KINDS = ["video", "mp4", "mov", "m4v", "webm", "mkv", "avi"]
"""The endings too: not every browser knows that an mkv or avi is a video."""
PREVIEW_BYTES = 150_000_000
"""A preview is held in memory: not of a film of many minutes."""
_SHOWN_BY_BROWSERS = {".mp4", ".webm", ".m4v"}
"""Phones write .mov with a codec that few browsers have: no preview is better than a broken one."""
_NAMED = 5
"""So many of the files that found no room are named."""


def choose(state: Shelf) -> None:
    """Everything there is to choose, and the one button."""
    clips = samples()
    controls, preview = st.columns([1, 1], gap="large")
    with controls:
        origin: str | None = OWN
        if clips:
            st.session_state.setdefault(ORIGIN, OWN if state.own else SAMPLE)
            origin = st.segmented_control("Which video?", [SAMPLE, OWN], required=True, key=ORIGIN)
            state.own = origin == OWN
        if origin == SAMPLE:
            shown: Film | Path | None = _sample_choice(state, clips)
        else:
            _own_choice(state)
            shown = state.new[-1] if state.new else None
    with preview:
        _preview(shown)


def _sample_choice(state: Shelf, clips: tuple[Sample, ...]) -> Path:
    by_id = {sample.id: sample for sample in clips}
    chosen = st.selectbox(
        "Sample", list(by_id), key="sample", format_func=lambda i: sample_title(by_id[i])
    )
    sample = by_id[chosen]
    st.html(f'<p class="fc-quiet">It shows {escape(sample.about)}.</p>')
    exercise = _exercise_select(sample.exercise, f"exercise-{sample.id}")
    pressed = st.button(
        "Analyse this video", type="primary", width="stretch", disabled=exercise is None
    )
    if pressed and exercise is not None:
        film = _added(state, sample_title(sample), sample.video)
        if film is not None:
            film.exercise, film.chosen, film.about = exercise, True, sample.about
            _start(state, [film])
    return sample.video


def _own_choice(state: Shelf) -> None:
    state.wanted = _exercise_select(state.wanted, WANTED, unknown="Found out from the video")
    full = len(state.films) >= MOST_FILMS
    uploads = st.file_uploader(
        "Your videos", type=FILE_KINDS, key=f"upload-{state.uploads}", accept_multiple_files=True,
        disabled=full,
    )  # fmt: skip
    if full:
        st.info(f"There are {MOST_FILMS} videos here. Remove some to add more.")
    if uploads:
        _take(state, uploads)
        st.rerun()
    if at_this_computer():
        _path_field(state)
    for film in state.new:
        _row(state, film)
    if any(film.looking is not None and film.recognised is None for film in state.new):
        _watch_recognition()
    ready = [film for film in state.new if film.ready]
    many = f"Analyse {plural(len(ready), 'video')}" if len(ready) > 1 else "Analyse this video"
    if st.button(many, type="primary", width="stretch", disabled=not ready):
        _start(state, ready)


def _take(state: Shelf, uploads: list[UploadedFile]) -> None:
    """Move uploaded files from the memory to the disk; then the field is empty again."""
    room = MOST_FILMS - len(state.films)
    if left := [upload.name for upload in uploads[room:]]:
        more = f" and {len(left) - _NAMED} more" if len(left) > _NAMED else ""
        state.faults.append(
            f"There is room for {MOST_FILMS} videos. Not added: {', '.join(left[:_NAMED])}{more}. "
            "Remove some, then add these again."
        )
    for upload in uploads[:room]:
        film = None
        try:
            film = state.new_film(upload.name)
            film.path = keep_upload(upload, upload.name, film.folder)
        except OSError as error:
            state.faults.append(
                f"{upload.name} could not be kept: {error.strerror}. Free some space on the disk "
                "of this computer, then add it again."
            )
            if film is not None:
                state.remove(film)
            continue
        _put(state, film)
    for upload in uploads:
        _release(upload)
    state.uploads += 1


def _release(upload: UploadedFile) -> None:
    """Streamlit holds every upload in memory until its tab is closed: ours is on the disk now."""
    context = get_script_run_ctx()
    manager = getattr(context, "uploaded_file_mgr", None)
    if context is not None and manager is not None:
        manager.remove_file(context.session_id, upload.file_id)


def _path_field(state: Shelf) -> None:
    """Large films need not be copied."""
    with st.expander("A large file on this computer"):
        with st.form("film-on-disk", border=False, clear_on_submit=True):
            typed = st.text_input("Its full path", key=PATH, placeholder="/home/me/back.mp4")
            pressed = st.form_submit_button("Add")
        st.html('<p class="fc-quiet">It is read where it is and stays as it is.</p>')
    if not pressed or not typed.strip():
        return
    path = Path(typed.strip().strip("\"'"))
    try:
        path = path.expanduser()
        found = path.is_file()
    except (OSError, ValueError, RuntimeError):  # RuntimeError: ~ of somebody who is not here
        found = False
    if not found:
        state.faults.append(f"There is no file {typed.strip()}. Check its path.")
    else:
        film = _added(state, path.name, path)
        if film is not None:
            _put(state, film, on_shelf=True)
    st.rerun()


def _added(state: Shelf, name: str, path: Path) -> Film | None:
    """A film that stays where it is, on the shelf."""
    try:
        film = state.new_film(name, path)
    except OSError as error:
        state.faults.append(f"{error.filename} could not be written to: {error.strerror}.")
        return None
    state.films.append(film)
    return film


def _put(state: Shelf, film: Film, *, on_shelf: bool = False) -> None:
    """Onto the shelf; its exercise is looked for unless it was asked for."""
    if not on_shelf:
        state.films.append(film)
    if state.wanted is not None:
        film.exercise, film.chosen = state.wanted, True
    else:
        look(film)


def _row(state: Shelf, film: Film) -> None:
    """One film that was added: its name, its exercise, its part."""
    key = _exercise_key(film)
    if film.take_recognised():
        st.session_state[key] = film.exercise
    with st.container(border=True, key=f"fc-film-{film.number}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(f'<p class="fc-film">{escape(film.name)}</p>')
            if st.button(
                "", icon=":material/close:", key=f"remove-{film.number}", type="tertiary",
                help=f"Take {film.name} off the list",
            ):  # fmt: skip
                state.remove(film)
                st.rerun()
        before = film.exercise
        film.exercise = _exercise_select(film.exercise, key, named=False)
        film.chosen = film.chosen or film.exercise != before
        _say_recognised(film)
        _part(film)


def _exercise_key(film: Film) -> str:
    return f"film-exercise-{film.number}"


def _look_anew(film: Film) -> None:
    """What was recognised was in another part of the film."""
    if film.looking is None or film.chosen:
        return
    film.exercise = None
    st.session_state.pop(_exercise_key(film), None)
    look(film)


def _say_recognised(film: Film) -> None:
    found = film.recognised
    if film.looking is None:
        return
    if found is None:
        state = film.looking.state()
        text = state.text if state.stage == "paused" else "Looking which exercise this is ..."
        st.html(f'<p class="fc-quiet">{escape(text)}</p>')
    elif not found.stopped:
        look = "fc-fact fc-mend" if found.error else "fc-quiet"
        st.html(f'<p class="{look}">{in_words(found, exercises())}</p>')


@st.fragment(run_every=0.5)
def _watch_recognition() -> None:
    """Draws the page anew when something was recognised."""
    if not any(film.looking is not None and film.recognised is None for film in shelf().new):
        st.rerun()


def _part(film: Film) -> None:
    """The part of the film to look at."""
    named = part_in_words(film.part)
    with st.popover(named, icon=":material/content_cut:", type="tertiary"):
        st.html('<p class="fc-quiet">Only a part: minutes and seconds of the film.</p>')
        start, end = _typed(film, "From", film.part.from_s), _typed(film, "To", film.part.to_s)
    try:
        from_s = moment(start) if start.strip() else 0.0
        to_s = moment(end) if end.strip() else math.inf
    except ValueError:
        st.warning("Write the part as minutes and seconds: 0:12 or 1:30.")
        return
    if to_s <= from_s:
        st.warning(f"The part ends before it begins. Choose an end after {clock(from_s)}.")
        return
    changed, film.part = film.part != Window(from_s, to_s), Window(from_s, to_s)
    if changed:
        _look_anew(film)
        st.rerun()


def _typed(film: Film, label: str, now_s: float) -> str:
    """The field of one end of the part; empty: the film's own end."""
    key = f"{label.lower()}-{film.number}"
    if key not in st.session_state:
        st.session_state[key] = clock(now_s) if 0 < now_s < math.inf else ""
    return st.text_input(label, key=key, placeholder="0:00" if label == "From" else "the end")


def _exercise_select(
    first: str | None, key: str, *, named: bool = True, unknown: str = "Choose the exercise"
) -> str | None:
    ids = list(exercises())
    if key not in st.session_state:
        st.session_state[key] = first if first in ids else None
    chosen: str | None = st.selectbox(
        "Exercise", ids, index=None, placeholder=unknown, key=key, format_func=label,
        label_visibility="visible" if named else "collapsed",
    )  # fmt: skip
    return chosen


def _preview(shown: Film | Path | None) -> None:
    path = shown.path if isinstance(shown, Film) else shown
    found = shown.recognised if isinstance(shown, Film) else None
    readable = found is None or found.error is None
    if readable and path is not None and _can_be_shown(path):
        name = shown.name if isinstance(shown, Film) else path.stem.replace("_", " ")
        st.video(str(path), muted=True, alt=f"Preview: {name}")
        return
    exercise = shown.exercise if isinstance(shown, Film) else shelf().wanted
    spec = exercises().get(exercise or "")
    if spec is not None:
        show_camera_place(spec, "How to film it")
    else:
        st.html(_HOW_TO_FILM)


_HOW_TO_FILM = (
    '<div class="fc-hint"><h3 class="fc-part">A good film</h3><ul class="fc-list">'
    "<li>The whole body is in the picture, from the first still start to the end.</li>"
    "<li>The camera stands still, level with the trunk, where the exercise asks for it.</li>"
    "<li>Light falls on the person; clothes lie close to the back.</li>"
    "<li>One person, one exercise in each film.</li></ul>"
    '<p class="fc-quiet">mp4, mov, webm, mkv and avi are read, up to 2 GB and an hour. The film '
    "stays on this computer and is forgotten with this tab.</p></div>"
)


def _can_be_shown(path: Path) -> bool:
    try:
        return path.suffix.lower() in _SHOWN_BY_BROWSERS and path.stat().st_size < PREVIEW_BYTES
    except OSError:
        return False


def _start(state: Shelf, films: list[Film]) -> None:
    """Into the queue; a single one is shown as soon as it is done."""
    alone = len(films) == 1 and not state.in_work
    for film in films:
        begin(film)
    state.shown = films[0].number if alone else None
    state.view = "result" if alone else "list"
    state.faults.clear()
    st.rerun()
