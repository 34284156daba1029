"""Everything measured in one run: `python -m benchmarks` beside the application, never on the path of a message."""
