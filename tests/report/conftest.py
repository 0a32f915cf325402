"""An analysis with one of everything, on the real thread-the-needle spec."""

from pathlib import Path

import numpy as np
import pytest

from formcheck.coach.events import CueSpoken, HoldCompleted, NotJudged, PhaseChanged, RepCompleted
from formcheck.coach.summary import CalibrationNote, MistakeSpan, SetSummary, SignalTable
from formcheck.specs.loader import find_spec, load_all
from formcheck.specs.schema import ExerciseSpec
from formcheck.video.analysis import Analysis, VideoInfo

SPECS = Path(__file__).parents[2] / "exercise_specs"
HIPS_SOURCE = 'Liv Hospital: "Letting your hips move backward, which strains your lower back."'


def spec_of(exercise: str) -> ExerciseSpec:
    return find_spec(exercise, SPECS)


@pytest.fixture
def needle() -> ExerciseSpec:
    return spec_of("thread_the_needle")


@pytest.fixture(params=load_all(SPECS).values(), ids=lambda spec: spec.id)
def any_spec(request: pytest.FixtureRequest) -> ExerciseSpec:
    spec: ExerciseSpec = request.param
    return spec


@pytest.fixture
def hips_back() -> MistakeSpan:
    return MistakeSpan(
        id="hips_back",
        check="hips_over_knees",
        start_s=3.1004,
        end_s=6.5,
        severity="major",
        value=np.float64(22.3456),
        worst_s=5.2,
        threshold=12.0,
        unit="deg",
        cue="Keep your hips over your knees",
        source=HIPS_SOURCE,
        rep=1,
    )


@pytest.fixture
def bouncing() -> MistakeSpan:
    """A mistake without a measurement of its own."""
    return MistakeSpan(
        id="forcing",
        check="not_forcing",
        start_s=11.0,
        end_s=11.4,
        severity="minor",
        value=float("nan"),
        worst_s=11.2,
        threshold=float("nan"),
        unit="torso_s",
        cue="Ease in slowly, without bouncing",
        source='Liv Hospital: "Forcing the stretch too far"',
        rep=None,
    )


@pytest.fixture
def summary(hips_back: MistakeSpan, bouncing: MistakeSpan) -> SetSummary:
    nan = float("nan")
    return SetSummary(
        view="side",
        judged_share=0.8725,
        calibration=CalibrationNote(
            source="clip",
            text="The start pose was estimated from the recording itself.",
            start_s=nan,
            end_s=nan,
            ranges={"drop": (0.0, np.float64(0.91237))},
        ),
        reps=(
            RepCompleted(7.1, 1, "left", 2.0, 7.1, "mistake", ("hips_back",)),
            RepCompleted(14.0, 2, "right", 8.0, 14.0, "clean", ()),
        ),
        holds=(HoldCompleted(6.5, "left", 3.5, 6.5, 2.8, 2.8),),
        mistakes=(hips_back, bouncing),
        not_judged=(NotJudged(9.0, "support_hand", "hand out of the picture", 8.0, 9.0),),
        cues=(CueSpoken(4.0, "Keep your hips over your knees", "correction"),),
        phases=(PhaseChanged(2.0, "reach"),),
        notes=("Another person is in view; the nearer one was judged.",),
        signals=SignalTable(
            np.array([0.0, 0.0333333]),
            {"drop": np.array([0.12345678, np.nan]), "hips_back": np.array([1.0, -2.0])},
            ("", "setup"),
        ),
    )


@pytest.fixture
def analysis(needle: ExerciseSpec, summary: SetSummary) -> Analysis:
    video = VideoInfo(Path("clips/needle.mp4"), 14.53333, 29.97, (1280, 720))
    return Analysis(needle, video, "pose_landmarker_full", summary)
