"""From what is seen to what it measures: named body signals with units and signs."""
