"""From measures and a spec to what happened: pure, in seconds, no drawing."""
