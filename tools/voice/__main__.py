"""`python -m tools.voice`: speak every text that has no sound file yet; `--all`: every text."""

import sys

from formcheck.specs.problems import SpecError
from tools.voice.folder import file_names, render
from tools.voice.synthesis import SynthesisError, save, speak
from tools.voice.texts import sayable

try:
    render(
        file_names(sayable()),
        lambda text, path: save(speak(text), path),
        anew="--all" in sys.argv[1:],
    )
except (SpecError, SynthesisError) as error:
    sys.exit(str(error))
