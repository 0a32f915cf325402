"""When not to exercise, when to stop and where to turn: questions, pain and their sources. Pure."""
