"""Writes what the documentation says of exercises and of the spec language, from the code itself.

`python -m tools.doc_pages` writes; `tests/docs` fails while a page is behind.
"""
