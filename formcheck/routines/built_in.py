"""The routines that come with Formcheck: what the articles put together, in an order of ours.

The order keeps the rules of routines (mobility before strength, few moves of the camera); the
doses are the exercises' own unless an article or the rules ask for another.
"""

from __future__ import annotations

from collections.abc import Mapping

from formcheck.routines.routine import Item, Routine
from formcheck.specs.schema import ExerciseSpec

_STANDING_DRILLS = (Item("arm_circles", {"reps": 8}), Item("trunk_rotation", {"reps": 5}))

_ROUTINES = (
    Routine(
        "core_three",
        "Core three",
        "Rounds, turns and opens the upper back, with a mat and a chair.",
        (
            Item("cat_cow", {"reps": 6}),
            Item("thread_the_needle"),
            Item("seated_thoracic_extension", {"reps": 2}),
        ),
        source="Liv Hospital",  # "Combining Exercises for Maximum Benefit"
        drills=_STANDING_DRILLS,
    ),
    Routine(
        "desk",
        "Desk break",
        "A chair and a wall are enough: for neck, shoulders and a back that has been sitting.",
        (
            Item("shoulder_roll", {"reps": 10}),
            Item("seated_twist"),
            Item("seated_thoracic_extension", {"reps": 2}),
            Item("neck_flexion"),
            Item("wall_stretch"),
        ),
        source="Massage Rx and Lisa Miller",  # desk exercises; stretches on a chair
        drills=_STANDING_DRILLS,
    ),
    Routine(
        "no_equipment_five",
        "No-equipment five",
        "Five stretches without gym equipment: a mat, a chair and a rolled towel are enough.",
        (
            Item("seated_twist"),
            Item("seated_thoracic_extension", {"reps": 2}),
            Item("cat_cow", {"reps": 6}),
            Item("thread_the_needle"),
            Item("foam_roller_kneading"),  # a towel in the roller's place: Spine Institute NY
        ),
        source="Lisa Miller",
        drills=_STANDING_DRILLS,
    ),
    Routine(
        "upper_back",
        "Upper back",
        "Moves the upper back bit by bit, lying on the back and on hands and knees.",
        (
            Item("segmental_peanut"),
            Item("iron_cross"),
            Item("thread_the_needle", {"reps_per_side": 2}),
        ),
        source="Massage Rx",  # "Exercises for the Upper Body"
        drills=(Item("overhead_arm_reach", {"reps": 5}), Item("trunk_rotation", {"reps": 5})),
    ),
    Routine(
        "strength",
        "Strength",
        "Makes the muscles between and below the shoulder blades stronger.",
        (
            Item("reverse_fly"),
            Item("chest_expansion"),
            Item("single_arm_row"),
            Item("superman", {"reps": 6}),
        ),
        source="Spine Institute NY",
        drills=(Item("arm_circles", {"reps": 8}), Item("overhead_arm_reach", {"reps": 5})),
    ),
    Routine(
        "liv_eight",
        "Liv eight",
        "All eight exercises of one article, for a day with more time.",
        (
            Item("doorway_pec_stretch", {"reps": 1}),
            Item("cat_cow", {"reps": 6}),
            Item("thread_the_needle"),
            Item("childs_pose_rotation", {"reps_per_side": 1}),
            Item("foam_roller", {"reps": 6}),
            Item("ball_mobilization", {"reps": 6}),
            Item("seated_thoracic_extension", {"reps": 2}),
            Item("wall_angels"),
        ),
        source="Liv Hospital",
        drills=_STANDING_DRILLS,
    ),
)


def built_in(specs: Mapping[str, ExerciseSpec]) -> tuple[Routine, ...]:
    """The routines all of whose exercises are among `specs`; the one to begin with comes first."""
    return tuple(
        routine
        for routine in _ROUTINES
        if all(item.exercise in specs for item in (*routine.drills, *routine.items))
    )
