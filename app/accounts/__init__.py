"""Who sits at which desk, in which post, and what that post may do."""
