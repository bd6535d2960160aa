"""How large is what on a slip of so many dots?"""

from dataclasses import dataclass

NARROW = 384
"""58 mm paper; below 18 dots the signs above and below the head line fill in, so letters grow slowly with width."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Sizes in dots. `text` to `total` are letter heights; `module` is one square of a QR symbol."""

    dots: int
    margin: int
    text: int
    small: int
    tiny: int
    office: int
    title: int
    total: int
    gap: int
    module: int

    @property
    def width(self) -> int:
        """What lies between the margins."""
        return self.dots - 2 * self.margin

    @property
    def columns(self) -> bool:
        """Whether a label and its value fit side by side."""
        return self.dots > NARROW + 64


def measure(dots: int) -> Measure:
    """Return the sizes for a print head of `dots` (384, 512 or 576; others between and beyond are scaled)."""
    text = 22 + (dots - NARROW) // 48
    return Measure(
        dots=dots,
        margin=dots // 48,
        text=text,
        small=18 + (dots - NARROW) // 64,
        tiny=16 + (dots - NARROW) // 96,
        office=text * 6 // 5,
        title=text * 17 // 10,
        total=text * 17 // 10,
        gap=text // 2,
        module=4 + (dots - NARROW) // 96,
    )
