"""The Jan Seva Kendra counter: an application from form to paper (letter of 14 July 2021, paragraphs 2 to 7)."""
