"""The webcam session."""
