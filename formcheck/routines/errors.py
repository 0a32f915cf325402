"""What goes wrong with routines and weeks, in sentences for people."""

from __future__ import annotations


class RoutineError(ValueError):
    """A routine or a week that cannot be used; says what is wrong, where, and what to do."""
