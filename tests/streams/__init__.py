"""Synthetic `PoseFrame` streams: a stick figure doing the exercises, with known truth.

A `Performance` says what is done (`performance.py`, `exercises.py`), `figure.py` says where the
body's points are, a `Camera` films it (`camera.py`), `cases.py` lists a performance for every
check of every spec, `pictures.py` changes frames that were filmed already.
"""
