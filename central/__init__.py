"""The reference central service: one process on SQLite for a pilot, many on PostgreSQL for a state."""
