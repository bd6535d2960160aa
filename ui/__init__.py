"""The window: what an operator sees, types and hears back."""
