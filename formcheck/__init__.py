"""Formcheck: watches back exercises through a camera and names the mistake to mend."""

__version__ = "0.1.0"
