"""The front door: the one place that knows every concrete part, wires them, and runs one task. Nobody imports it."""
