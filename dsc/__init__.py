"""Signing tokens, and the certificates on them."""
