"""Protocols, only where reality has two answers."""
