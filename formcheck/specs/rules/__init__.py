"""What makes a spec sound. Each rule takes a spec and yields its faults."""
