"""What stands on a paper, and how it is issued, numbered, printed and printed again."""
