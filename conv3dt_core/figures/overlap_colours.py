"""Colours for few to many contributions, by rank: 1, 2, 4 and 8 are as far apart as 1, 2, 3 and 4."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .theme import Theme

_WHITE, _BLACK = "#FFFFFF", "#0B0F14"


def colours(theme: Theme, n: int) -> list[str]:
    """Return `n` colours ``#RRGGBB`` from few to many; a single one is the second of the theme's."""
    stops = theme.overlap
    if n == 1:
        return [stops[1]]
    places = [i * (len(stops) - 1) / (n - 1) for i in range(n)]
    return [_mixed(stops[int(at)], stops[min(int(at) + 1, len(stops) - 1)], at % 1) for at in places]


def ink(colour: str) -> str:
    """Return black or white, whichever reads better on `colour`."""
    light = _luminance(colour)
    return _WHITE if (1.05 / (light + 0.05)) > (light + 0.05) / (_luminance(_BLACK) + 0.05) else _BLACK


def _mixed(a: str, b: str, share: float) -> str:
    pairs = ((int(a[i : i + 2], 16), int(b[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(x + (y - x) * share):02X}" for x, y in pairs)


def _luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
