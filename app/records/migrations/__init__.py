"""The steps from an empty file to today's tables. `README.md` says how a step is added."""

KNOWN = ("0001", "0002", "0003")
"""Every step, oldest first."""

HEAD = KNOWN[-1]
