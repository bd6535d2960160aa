"""Paper of every kind: slips drawn dot by dot, pages, and the devices that put them out."""
