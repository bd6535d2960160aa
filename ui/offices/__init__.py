"""The offices on the screen: their posts, who holds them, and every change of that."""
