"""Filmed people: clips that cannot be shipped, with what a person saw in them.

They are run wherever the folder exists and reported apart from the rendered ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .judging import Judged

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "real_clips"
HOLD_SLACK_S = 0.5


@dataclass(frozen=True, slots=True)
class Expected:
    """What must come out when a film is judged as an exercise.

    Attributes:
        reps: fewest and most repetitions.
        hold_s: shortest and longest first hold, if there is one.
        must, may: mistakes that are to be found; mistakes that may be.
        others: the other people in view must be mentioned.
    """

    file: str
    exercise: str
    reps: tuple[int, int] = (0, 0)
    hold_s: tuple[float, float] | None = None
    must: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    others: bool = False

    @property
    def name(self) -> str:
        """Film and exercise."""
        return f"{Path(self.file).stem} as {self.exercise}"


CAT, NEEDLE = "cat_cow", "thread_the_needle"
SEATED, WALL = "seated_thoracic_extension", "wall_angels"
# In the rotation film the hips begin behind the knees and drift by a few degrees: either is right.
SHOWN: tuple[Expected, ...] = (
    Expected("poly_kocici_hrbet.mp4", CAT, (2, 2)),
    Expected(
        "poly_rotace_hrudniku_s_pokladanim_paze.mp4",
        NEEDLE,
        (1, 1),
        (3.0, 4.0),
        may=frozenset({"hips_back"}),
    ),
    Expected("bwf_camel_bends.mp4", CAT, (0, 1), others=True),
    Expected("poly_pozice_ditete.mp4", "childs_pose", (0, 1), (8.5, 10.0)),  # the film ends in it
    Expected("poly_bird_dog.mp4", "bird_dog", (2, 2)),
    Expected("bwf_plank.mp4", "plank", (1, 1), (2.5, 3.4)),
    Expected("bwf_mob_torso_twists.mp4", "trunk_rotation", (3, 3)),
    Expected("bwf_mob_large_arm_circles.mp4", "arm_circles", (8, 10)),  # nine whole ones
    Expected("bwf_mob_circular_shrugs.mp4", "shoulder_roll", (2, 3)),
    Expected("bwf_arch.mp4", "superman", (0, 1)),  # one second long
)
"""What the films show, as a person counted it."""
NOT_SHOWN: tuple[Expected, ...] = tuple(
    Expected(file, exercise)
    for file, exercises in {
        "poly_kocka_krava_na_zidli.mp4": (SEATED, CAT, "single_arm_row", "childs_pose_seated_fold"),
        "poly_pozice_ditete.mp4": (CAT, NEEDLE, "childs_pose_rotation", "superman"),
        "poly_bird_dog.mp4": (CAT, NEEDLE, "plank"),
        "poly_bocni_uklon_na_zidli.mp4": (SEATED, "seated_twist", "seated_twist_dynamic"),
        "poly_podsazeni_panve.mp4": (CAT, "knee_to_chest", "segmental_peanut", "foam_roller"),
        "poly_spravny_postoj.mp4": (WALL, "reverse_fly", "overhead_arm_reach", "shoulder_roll"),
        "poly_kocici_hrbet.mp4": ("bird_dog", "childs_pose"),
        "poly_rotace_hrudniku_s_pokladanim_paze.mp4": (
            "bird_dog", "foam_roller", "foam_roller_rolling", "foam_roller_kneading",
        ),
        "bwf_shoulder_rolls.mp4": (CAT, "bird_dog"),
        "bwf_plank.mp4": (CAT, NEEDLE, "superman"),
        "bwf_squat.mp4": (CAT, WALL, "doorway_pec_stretch"),
        "bwf_mob_torso_twists.mp4": (
            WALL, "seated_twist", "seated_twist_dynamic", "arm_circles", "chest_expansion",
        ),
        "bwf_mob_3_plane_neck_movement.mp4": ("neck_flexion", "neck_rolls", "shoulder_roll"),
        "bwf_mob_large_arm_circles.mp4": (
            WALL, "trunk_rotation", "reverse_fly", "overhead_arm_reach",
        ),
        "bwf_mob_circular_shrugs.mp4": ("reverse_fly", "trunk_rotation"),
        "bwf_str_lying_twist_beginner.mp4": ("knee_to_chest", "iron_cross", "chest_expansion"),
        "nobody_cv_tree.avi": (CAT,),
    }.items()
    for exercise in exercises
)  # fmt: skip
"""Films judged as exercises that they do not show: nothing may be counted."""
EXPECTED = (*SHOWN, *NOT_SHOWN)


@dataclass(frozen=True, slots=True)
class FilmResult:
    """One film judged as one exercise; `wrong` is empty where it came out as expected."""

    name: str
    reps: int
    hold_s: float | None
    mistakes: tuple[str, ...]
    judged_share: float
    wrong: tuple[str, ...]


def compare_film(expected: Expected, judged: Judged) -> FilmResult:
    """Compare what was said about a film with what a person saw."""
    summary = judged.summary
    if summary is None:
        refused = ("nobody was seen",) if expected.reps[0] else ()
        return FilmResult(expected.name, 0, None, (), 0.0, refused)
    mistakes = tuple(dict.fromkeys(span.id for span in summary.mistakes))
    hold_s = max((hold.held_s for hold in summary.holds), default=None)
    wrong = (
        *_count_wrong(expected, len(summary.reps)),
        *_hold_wrong(expected, hold_s),
        *(f"{m} was not found" for m in sorted(expected.must - set(mistakes))),
        *(f"{m} was raised" for m in mistakes if m not in expected.must | expected.may),
        *_others_wrong(expected, summary.notes),
    )
    return FilmResult(
        expected.name, len(summary.reps), hold_s, mistakes, summary.judged_share, wrong
    )


def _count_wrong(expected: Expected, reps: int) -> tuple[str, ...]:
    fewest, most = expected.reps
    if fewest <= reps <= most:
        return ()
    wanted = f"{fewest}" if fewest == most else f"{fewest} to {most}"
    return (f"wanted {wanted} repetitions, got {reps}",)


def _hold_wrong(expected: Expected, hold_s: float | None) -> tuple[str, ...]:
    if expected.hold_s is None:
        return ()
    shortest, longest = expected.hold_s
    if hold_s is not None and shortest - HOLD_SLACK_S <= hold_s <= longest + HOLD_SLACK_S:
        return ()
    got = "none" if hold_s is None else f"{hold_s:.1f} s"
    return (f"wanted a hold of {shortest:g} to {longest:g} s, got {got}",)


def _others_wrong(expected: Expected, notes: Sequence[str]) -> tuple[str, ...]:
    if expected.others and "other people" not in " ".join(notes).lower():
        return ("the other person was not mentioned",)
    return ()
