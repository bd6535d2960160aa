"""How ready the offices are, on the screen: the checklist, who to call, the meetings."""
