"""`python -m tools.doc_pages`: write every generated page and part.

With `--example` the example in README.md is made again too, which needs the pose model.
"""

import sys

from formcheck.pose.model import ensure_model
from formcheck.specs.problems import SpecError
from tools.doc_pages.example import example
from tools.doc_pages.markdown import replaced
from tools.doc_pages.pages import README, ROOT, pages

try:
    wanted = pages()
except SpecError as error:
    sys.exit(str(error))
if "--example" in sys.argv[1:]:
    wanted[README] = replaced(wanted[README], "example", example(ensure_model()))
for path, text in wanted.items():
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"Written: {path.relative_to(ROOT)}")
