"""Run by test_model.py as a process of its own: builds the tiny bundle, step by step on request.

Usage: model_process.py TARGET WHEEL. Prints one line per step; waits for a line on stdin before the
"download" goes on.
"""

import sys
from pathlib import Path

from fake_wheel import FakePip, tiny_networks

from formcheck.pose.model import build_model


class StoppingPip(FakePip):
    def __call__(self, arguments, scratch, tick):
        print("downloading", flush=True)
        sys.stdin.readline()
        return super().__call__(arguments, scratch, tick)


build_model(
    Path(sys.argv[1]),
    progress=lambda text, _share: print(text, flush=True),
    run=StoppingPip(Path(sys.argv[2])),
    networks=tiny_networks(),
)
print("done", flush=True)
