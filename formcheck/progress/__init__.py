"""What the journal says over time, and how the exercises follow the person."""
