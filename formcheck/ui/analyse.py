"""The page *Analyse a video*: choose, press one button, read what came out."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from html import escape
from io import BytesIO
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from formcheck.pose.model import ModelError, ensure_model
from formcheck.pose.system import SystemLibraryError
from formcheck.specs.schema import ExerciseSpec
from formcheck.ui.catalogue import exercises, label, samples, take_wanted
from formcheck.ui.job import AnalysisJob, Progress
from formcheck.ui.recognise import Recognition, in_words
from formcheck.ui.result import forget_position, show_analysis
from formcheck.ui.samples import Sample
from formcheck.ui.theme import page_frame, show_camera_place
from formcheck.ui.workspace import Workspace, keep_upload
from formcheck.video.analysis import Analysis
from formcheck.video.errors import VideoError
from formcheck.video.pipeline import analyze_video
from formcheck.video.suggest import Suggestion
from formcheck.video.suggest_video import suggest_for_video

SAMPLE, OWN = "A sample clip", "My own video"
KNOWN_ERRORS = (VideoError, ModelError, SystemLibraryError)
_STATE = "analyse"
_PREVIEW_BYTES = 150_000_000
_ORIGIN, _OWN_EXERCISE = "origin", "exercise-own"


@dataclass
class _Kept:
    """An uploaded file on disk, and the exercise that is being recognised in it.

    Attributes:
        upload: the upload's id.
        used: the result has been taken over into the choice of the exercise.
    """

    upload: str
    folder: Path
    video: Path
    recognition: Recognition
    used: bool = False


@dataclass
class _State:
    """What one browser session does on this page."""

    workspace: Workspace = field(default_factory=Workspace)
    kept: _Kept | None = None
    preselected: str | None = None
    job: AnalysisJob | None = None
    title: str = ""
    file_name: str = ""
    analysis: Analysis | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class _Choice:
    """A video and what is done in it; `upload` is an uploaded file still in memory."""

    title: str
    file_name: str
    exercise: ExerciseSpec
    video: Path | None = None
    upload: BytesIO | None = None


def page() -> None:
    """Draw the page."""
    with page_frame("Analyse a video"):
        state = st.session_state.setdefault(_STATE, _State())
        _as_wanted(state)
        if state.job is not None:
            _working(state)
        elif state.analysis is not None:
            _result(state, state.analysis)
        else:
            _choose(state)


def _as_wanted(state: _State) -> None:
    """The exercise that the address names is chosen, for a video of one's own."""
    wanted = take_wanted()
    if wanted is not None:
        state.analysis = None
        st.session_state[_ORIGIN], st.session_state[_OWN_EXERCISE] = OWN, wanted


def _choose(state: _State) -> None:
    specs, clips = exercises(), samples()
    if state.error:
        st.error(state.error)
    controls, preview = st.columns([1, 1], gap="large")
    with controls:
        origin: str | None = OWN
        if clips:
            st.session_state.setdefault(_ORIGIN, SAMPLE)
            origin = st.segmented_control("Which video?", [SAMPLE, OWN], required=True, key=_ORIGIN)
        choice = _sample_choice(clips, specs) if origin == SAMPLE else _own_choice(state, specs)
        pressed = st.button(
            "Analyse this video", type="primary", width="stretch", disabled=choice is None
        )
    with preview:
        _preview(choice)
    if pressed and choice is not None:
        _begin(state, choice)
        st.rerun()


def _sample_choice(clips: tuple[Sample, ...], specs: dict[str, ExerciseSpec]) -> _Choice | None:
    by_id = {sample.id: sample for sample in clips}
    chosen = st.selectbox(
        "Sample", list(by_id), key="sample", format_func=lambda i: _sample_title(by_id[i], specs)
    )
    sample = by_id[chosen]
    st.html(f'<p class="fc-quiet">It shows {escape(sample.about)}.</p>')
    exercise = _exercise_select(specs, sample.exercise, f"exercise-{sample.id}")
    if exercise is None:
        return None
    return _Choice(_sample_title(sample, specs), sample.video.name, exercise, sample.video)


def _sample_title(sample: Sample, specs: dict[str, ExerciseSpec]) -> str:
    name = sample.id.removeprefix(sample.exercise).strip("_").replace("_", " ")
    return f"{specs[sample.exercise].title}: {name or sample.id}"


def _own_choice(state: _State, specs: dict[str, ExerciseSpec]) -> _Choice | None:
    upload = st.file_uploader("Your video", type="video", key="upload")
    kept = _keep(state, upload, specs) if upload is not None else None
    if kept is not None:
        _preselect(state, kept)
    exercise = _exercise_select(specs, None, _OWN_EXERCISE)
    if kept is not None:
        _say_recognised(kept, specs)
    if upload is None or kept is None or exercise is None:
        return None
    return _Choice(upload.name, upload.name, exercise, upload=upload)


def _keep(state: _State, upload: UploadedFile, specs: dict[str, ExerciseSpec]) -> _Kept | None:
    """The upload on disk; with a new one, its exercise is looked for."""
    if state.kept is not None and state.kept.upload == upload.file_id:
        return state.kept
    _forget_upload(state)
    try:
        folder = state.workspace.new_run()
        video = keep_upload(upload, upload.name, folder)
    except OSError as error:
        st.error(f"The video could not be copied to {error.filename}: {error.strerror}.")
        return None
    look = partial(_recognise, video, tuple(specs.values()))
    recognition = Recognition(look, KNOWN_ERRORS)
    state.kept = _Kept(upload.file_id, folder, video, recognition)
    return state.kept


def _forget_upload(state: _State) -> None:
    if state.kept is not None:
        state.kept.recognition.cancel()
        state.kept = None


def _recognise(
    video: Path, specs: tuple[ExerciseSpec, ...], progress: Progress
) -> tuple[Suggestion, ...]:
    """In the recognition's thread."""
    model = ensure_model(progress=lambda text, share: progress(share, text))
    return suggest_for_video(video, specs, model=model, progress=progress)


def _preselect(state: _State, kept: _Kept) -> None:
    """Choose what was recognised, unless the person has chosen."""
    result = kept.recognition.result
    if result is None or kept.used:
        return
    kept.used = True
    if st.session_state.get(_OWN_EXERCISE) in (None, state.preselected):
        st.session_state[_OWN_EXERCISE] = state.preselected = result.exercise


def _say_recognised(kept: _Kept, specs: dict[str, ExerciseSpec]) -> None:
    result = kept.recognition.result
    if result is None:
        _watch_recognition()
    elif not result.stopped:
        st.html(f'<p class="fc-quiet">{in_words(result, specs)}</p>')


@st.fragment(run_every=0.5)
def _watch_recognition() -> None:
    state: _State = st.session_state[_STATE]
    if state.kept is not None and state.kept.recognition.result is not None:
        st.rerun()
    st.html('<p class="fc-quiet">Looking which exercise this is ...</p>')


def _exercise_select(
    specs: dict[str, ExerciseSpec], first: str | None, key: str
) -> ExerciseSpec | None:
    ids = list(specs)
    chosen = st.selectbox(
        "Exercise",
        ids,
        index=ids.index(first) if first in specs else None,
        placeholder="Choose the exercise",
        key=key,
        format_func=label,
    )
    return specs[chosen] if chosen else None


def _preview(choice: _Choice | None) -> None:
    if choice is not None and choice.video is not None:
        st.video(str(choice.video), muted=True, alt=f"Preview: {choice.title}")
        return
    if choice is not None and choice.upload is not None and _small(choice.upload):
        st.video(choice.upload, muted=True, alt=f"Preview: {choice.title}")
        return
    spec = exercises().get(st.session_state.get(_OWN_EXERCISE) or "")
    if spec is not None:
        show_camera_place(spec, "How to film it")


def _small(upload: BytesIO) -> bool:
    """A preview is a second copy in memory: not of a film of many minutes."""
    return upload.getbuffer().nbytes < _PREVIEW_BYTES


def _begin(state: _State, choice: _Choice) -> None:
    state.error, state.analysis = None, None
    state.title, state.file_name = choice.title, choice.file_name
    forget_position()
    video, kept = choice.video, state.kept
    if kept is not None and choice.upload is not None:
        kept.recognition.cancel()
        folder, video = kept.folder, kept.video
    else:
        _forget_upload(state)
        try:
            folder = state.workspace.new_run()
        except OSError as error:
            state.error = f"{error.filename} could not be written to: {error.strerror}."
            return
    assert video is not None
    state.job = AnalysisJob(
        partial(_analyse, video, choice.exercise, folder / "annotated.mp4"), KNOWN_ERRORS
    )


def _analyse(video: Path, spec: ExerciseSpec, annotated: Path, progress: Progress) -> Analysis:
    """The work itself, in the job's thread."""
    model = ensure_model(progress=lambda text, share: progress(share, text))
    return analyze_video(video, spec, model=model, annotate_to=annotated, progress=progress)


def _working(state: _State) -> None:
    st.html(f'<p class="fc-lead">{escape(state.title)}</p>')
    _watch_progress()
    if st.button("Stop the analysis") and state.job is not None:
        state.job.cancel()
        state.job = None
        st.rerun()


@st.fragment(run_every=0.4)
def _watch_progress() -> None:
    state: _State = st.session_state[_STATE]
    if state.job is None:
        return
    now = state.job.state()
    if now.done:
        state.job, state.analysis, state.error = None, now.analysis, now.error
        st.rerun()
    st.progress(min(max(now.fraction or 0.0, 0.0), 1.0), text=now.text)


def _result(state: _State, analysis: Analysis) -> None:
    title, again = st.columns([3, 1], vertical_alignment="center")
    title.html(
        f'<p class="fc-quiet">{escape(state.title)} - judged as '
        f"{escape(analysis.spec.title.lower())}</p>"
    )
    if again.button("Another video", width="stretch", icon=":material/arrow_back:"):
        state.analysis = None
        forget_position()
        st.rerun()
    show_analysis(analysis, state.file_name)
