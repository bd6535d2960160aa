"""How fast the program is: `python -m tests.bench`. These are measurements, not tests; nothing here is timed in a test."""
