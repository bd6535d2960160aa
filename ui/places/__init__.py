"""The places of the rail beside the counter, one screen each."""
