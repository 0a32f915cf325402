"""Renders people doing exercises, clean or with chosen mistakes, with the exact truth beside it."""
