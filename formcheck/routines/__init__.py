"""Which exercises in which order, and how a week is filled with them. Pure."""
