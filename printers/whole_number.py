"""Which words are numbers: one that is broken into two lines is read wrongly, so smaller letters are taken."""

SMALLEST = 0.75
"""Of the letters' height: a number that wants still smaller ones gets a line of its own, or is broken after all."""

_DIGITS = 4


def numbers_in(text: str) -> list[str]:
    """Return the words that are read out or copied digit by digit; a space that does not break is part of one."""
    return [
        word
        for word in text.replace("\n", " ").split(" ")
        if sum(letter.isdigit() for letter in word) >= _DIGITS
    ]
