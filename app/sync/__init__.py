"""Keeps this desk and the centre in step: what is owed goes up, what changed comes down."""
