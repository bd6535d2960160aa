"""Government services as data: read strictly, held to their own examples."""
