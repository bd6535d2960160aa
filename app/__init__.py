"""The office's work: no screen, no device and no network library lives here."""
