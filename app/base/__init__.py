"""What the whole house counts, names and dates with; imports nothing above it."""
