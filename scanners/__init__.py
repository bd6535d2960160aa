"""The room of the scanners: each driver turns sheets into picture files, as `app.ports.scanning` asks."""
