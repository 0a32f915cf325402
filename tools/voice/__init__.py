"""Renders the spoken texts that ship with the app (development only)."""
