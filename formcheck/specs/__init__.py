"""Exercise specs: YAML files, checked and turned into frozen models."""
