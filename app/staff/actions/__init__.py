"""What is done to the employee master: each file one kind of act, each inside the caller's transaction."""
