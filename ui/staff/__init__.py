"""The employee master on the screen: the sheets of the offices on their way into it."""
