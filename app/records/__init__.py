"""The desk's own records: one SQLite file, the signed journal, the number books, backup."""
