"""What really arrives from an office, a sheet of employees in any shape: read, mapped, mended and judged."""
