"""Accuracy against known truth, from pixels to events. See `docs/accuracy.md`."""
