"""The people of the offices: one master, made of the sheets that sixty offices send."""
