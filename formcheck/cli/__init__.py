"""The `formcheck` command."""

from formcheck.cli.commands import app, main

__all__ = ["app", "main"]
