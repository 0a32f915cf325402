"""`--dose hold_s=7,reps=4` as typed."""

import pytest

from formcheck.cli.inputs import parsed_dose
from formcheck.cli.refusal import RefusedError


@pytest.mark.parametrize(
    ("text", "dose"),
    [
        ("hold_s=7,reps=4", {"hold_s": 7.0, "reps": 4.0}),
        (" hold_s = 7.5 , ", {"hold_s": 7.5}),  # spaces and a last comma do no harm
        ("", {}),
    ],
)
def test_pairs_are_read(text: str, dose: dict[str, float]) -> None:
    assert parsed_dose(text) == dose


@pytest.mark.parametrize("text", ["hold_s", "hold_s=", "hold_s=long", "=7", "reps=nan", "a=1=2"])
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(RefusedError, match="Write it like this: --dose hold_s=7,reps=4"):
        parsed_dose(text)
