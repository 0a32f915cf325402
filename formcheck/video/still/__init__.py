"""Pictures of mistakes: which moment, what was measured there, and how it is drawn."""
