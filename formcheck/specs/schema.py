"""The shape of an exercise spec (`formcheck/1`): frozen pydantic models, unknown keys refused."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from formcheck.specs.vocabulary import Unit, View

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Expression = Annotated[str, Field(min_length=1, max_length=200)]
Limit = float | Expression
"""A number, or an expression with the unit of the condition's signal."""
Severity = Literal["info", "minor", "major", "stop"]
Position = Literal[
    "quadruped", "seated", "standing", "standing_wall", "kneeling", "prone", "supine"
]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Source(_Model):
    """Where a fact comes from: an article's publisher, or a reference with an address."""

    publisher: str
    url: str | None = None
    note: str | None = None


class Amount(_Model):
    """A dose that the person may choose within bounds."""

    default: float
    min: float
    max: float


class Breath(_Model):
    """Pacing of the breath in seconds, in the named phases."""

    in_s: float
    out_s: float
    when: tuple[Identifier, ...]


class Dose(_Model):
    """How much: repetitions, holds, sets. `sides: each` = one side after the other."""

    sides: Literal["both", "each"] = "both"
    reps: Amount | None = None
    reps_per_side: Amount | None = None
    hold_s: Amount | None = None
    sets: Amount | None = None
    rest_s: Amount | None = None
    breath: Breath | None = None
    tempo: dict[str, float] = {}


class Safety(_Model):
    """When to stop, and an easier and a harder version."""

    stop_if: tuple[str, ...]
    easier: str
    harder: str


class Mistake(_Model):
    """A mistake or instruction that a source states; `text` quotes it in a few words."""

    id: Identifier
    text: str
    source: Identifier


class CameraView(_Model):
    """One place to film from. 0 degrees = facing the person, 90 = straight from the side."""

    azimuth_deg: tuple[float, float]
    note: str | None = None


class Camera(_Model):
    """Where the camera stands and what it must see."""

    preferred: View
    height_m: tuple[float, float]
    distance_m: tuple[float, float]
    views: dict[View, CameraView]
    must_see: tuple[Expression, ...]
    audio_first: bool = False


class Neutral(_Model):
    """Capture of the person's own neutral, in the start pose itself."""

    seconds: float = 1.5
    ask: str


class PersonalRange(_Model):
    """The person's own range of one signal.

    `peak`: neutral is zero, `default` is the assumed own best until it is known. `span`: the
    signal swings between an own lowest and highest; `default` are assumed ones. `min` is the
    smallest peak or swing that counts as a movement at all.
    """

    kind: Literal["peak", "span"]
    default: float | tuple[float, float]
    min: float
    ask: str | None = None


class Template(_Model):
    """A curve learnt in a good repetition: the value of `of` at each value of `by`."""

    of: Expression
    by: Identifier


class Calibrate(_Model):
    """What is learnt from the person before judging."""

    neutral: Neutral
    ranges: dict[Identifier, PersonalRange] = {}
    templates: dict[Identifier, Template] = {}


class Condition(_Model):
    """A test of a signal against limits, or a combination of such tests.

    Holds when the signal is over / under / between, continuously for `for_s` seconds. `all` and
    `any` combine. `at` evaluates once, when the phase or the repetition ends.
    """

    signal: Expression | None = Field(None, alias="if")
    over: Limit | None = None
    under: Limit | None = None
    between: tuple[float, float] | None = None
    all: tuple[Condition, ...] | None = None
    any: tuple[Condition, ...] | None = None
    for_s: float = 0.0
    at: Literal["phase_end", "rep_end"] | None = None


class StartPoseItem(_Model):
    """One thing that must hold (or is advised) before anything is judged.

    `if_unseen: skip` lets the pose start when the point is hidden or out of the picture.
    """

    id: Identifier
    signal: Expression = Field(alias="if")
    over: Limit | None = None
    under: Limit | None = None
    between: tuple[float, float] | None = None
    say: str | None = None
    mistake: Identifier | None = None
    views: tuple[View, ...] | None = None
    level: Literal["require", "advise"] = "require"
    if_unseen: Literal["wait", "skip"] = "wait"


class Signal(_Model):
    """A named measurement of this exercise."""

    expression: Expression = Field(alias="is")
    unit: Unit
    plus_means: str
    views: tuple[View, ...] | None = None
    plot: bool = False


class Exit(_Model):
    """A way out of a phase; `completes_rep` counts the repetition when it is taken.

    With `counts_if` the exit is taken all the same, but the repetition counts only if that holds.
    """

    to: Identifier
    when: Condition
    completes_rep: bool = False
    counts_if: Condition | None = None


class Phase(_Model):
    """A part of the movement. `hold: true` marks the phase whose time the hold clock shows.

    The clock runs while `hold_while` holds (without one, for the whole phase).

    `label` is what people read; without it, the id in plain words.
    """

    id: Identifier
    label: str | None = None
    start: bool = False
    hold: bool = False
    hold_while: Condition | None = None
    leave: tuple[Exit, ...]


class Edge(_Model):
    """One limit of a check and how long it must be passed."""

    over: Limit | None = None
    under: Limit | None = None
    for_s: float


class Worse(_Model):
    """A second limit that makes the mistake more severe."""

    over: Limit | None = None
    under: Limit | None = None
    severity: Severity


class Basis(_Model):
    """Where a threshold comes from."""

    kind: Literal["source", "literature", "measured", "guess", "clinician"]
    note: str


class Disagreement(_Model):
    """Something on which the sources differ, what each says, and what we do about it."""

    about: str
    said: dict[Identifier, str]
    we: str


class WorkSide(_Model):
    """How the working side is told, in an exercise done one side after the other.

    The side whose expression is larger works: their difference is summed over the time of the
    repetition, and known once it passes `clear` (the expressions' unit times seconds).
    """

    left: Expression
    right: Expression
    clear: float


class Check(_Model):
    """A rule that finds one documented mistake.

    Either `if` with `raise` and `clear` (hysteresis), or `any` (events, or short conditions).
    `adjust`: how far a person may move the number in `raise`; clear and worse move along
    (`formcheck.specs.limit_bounds`).
    """

    id: Identifier
    mistake: Identifier
    phases: tuple[Identifier, ...]
    signal: Expression | None = Field(None, alias="if")
    raise_: Edge | None = Field(None, alias="raise")
    clear: Edge | None = None
    worse: Worse | None = None
    adjust: tuple[float, float] | None = None
    any: tuple[Condition, ...] | None = None
    also_ok_if: Condition | None = None
    severity: Severity
    say: str
    praise: str | None = None
    views: tuple[View, ...]
    observe: Literal["direct", "proxy", "weak_proxy"]
    confidence: Literal["A", "B", "C"]
    live: bool = True
    basis: Basis


class Reminder(_Model):
    """An honest substitute for what no camera sees."""

    mistake: Identifier
    how: Literal["spoken_once", "breath_pacer", "ask_before", "ask_after", "tempo_metronome"]
    phases: tuple[Identifier, ...] = ()
    say: str | None = None
    question: str | None = None


class ExerciseSpec(_Model):
    """One exercise, read from `exercise_specs/<id>.yaml`.

    `review` says what a clinician still has to settle. `variant_of` names the main exercise of the
    file for one of its variants (`formcheck.specs.variants`).
    """

    schema_: Literal["formcheck/1"] = Field(alias="schema")
    id: Identifier
    title: str
    also_called: tuple[str, ...] = ()
    family: str
    position: Position
    equipment: tuple[str, ...]
    benefit: str
    steps: tuple[str, ...]
    sources: dict[Identifier, Source]
    dose: Dose
    safety: Safety
    mistakes: tuple[Mistake, ...]
    camera: Camera
    calibrate: Calibrate
    start_pose: tuple[StartPoseItem, ...]
    work_side: WorkSide | None = None
    leaves_when: Condition | None = None
    signals: dict[Identifier, Signal]
    phases: tuple[Phase, ...]
    checks: tuple[Check, ...]
    not_seen_in: dict[View, dict[Identifier, str]] = {}
    reminders: tuple[Reminder, ...] = ()
    journal: tuple[Identifier, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    review: str | None = None
    variant_of: Identifier | None = None

    def phase_label(self, phase_id: str) -> str:
        """What people read for a phase ("" for none)."""
        label = next((phase.label for phase in self.phases if phase.id == phase_id), None)
        return label or phase_id.replace("_", " ").capitalize()

    @property
    def start_phase(self) -> Phase:
        """The phase in which a repetition begins."""
        return next(phase for phase in self.phases if phase.start)

    def mistake(self, mistake_id: str) -> Mistake:
        """The declared mistake with this id (KeyError if there is none)."""
        return next(m for m in self.mistakes if m.id == mistake_id)
