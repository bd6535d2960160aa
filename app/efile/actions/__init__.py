"""What an officer does with receipts, files, notings and drafts: one function an act."""
