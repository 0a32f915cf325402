"""Write the golden analyses anew, after a change that was meant: `python -m tools.golden`."""

from __future__ import annotations

import json

from formcheck.pose.model import ensure_model
from tools.golden.analyses import GOLDEN, analysis_of, differences, golden, samples


def main() -> None:
    """Write all of them and say what has changed."""
    model = ensure_model()
    GOLDEN.mkdir(exist_ok=True)
    for name in samples():
        path, now = GOLDEN / f"{name}.json", analysis_of(name, model)
        before = golden(name) if path.is_file() else {}
        for line in differences(before, now):
            print(f"{name}: {line}")
        path.write_text(json.dumps(now, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
