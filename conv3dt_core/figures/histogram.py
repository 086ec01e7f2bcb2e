"""How the numbers of a tensor are spread, as SVG: one picture for both themes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ._frame import text

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WIDTH, _HEIGHT, _FOOT = 480, 150, 30


def histogram(counts: NDArray[int], low: float, high: float, label: str) -> str:  # type: ignore[type-var]
    """Return bars over equal parts of low .. high, and those two and zero written under them.

    Parameters
    ----------
    counts : numpy.ndarray of int
    low, high : float
    label : str
        The picture in words.
    """
    most, width = max(1, int(counts.max(initial=0))), _WIDTH / len(counts)
    bars = "".join(
        f'<rect x="{n * width:.4g}" y="{_HEIGHT - tall:.4g}" width="{width - 1:.4g}" height="{tall:.4g}"/>'
        for n, count in enumerate(counts.tolist())
        if (tall := max(1.5, (_HEIGHT - 4) * count / most) if count else 0)
    )
    line = f'<path d="M0 {_HEIGHT}H{_WIDTH}" style="stroke:var(--c3-line)"/>'
    ends = _label(0, low, "start") + _label(_WIDTH, high, "end")
    zero = -low / (high - low) * _WIDTH if high > low else -1.0
    if 110 < zero < _WIDTH - 110:
        ends += _label(zero, 0, "middle")
    return (
        f'<svg role="img" aria-label="{escape(label)}" viewBox="0 0 {_WIDTH} {_HEIGHT + _FOOT}" class="c3-spread">'
        f'<g style="fill:var(--c3-output)">{bars}</g>{line}{ends}</svg>'
    )


def _label(x: float, value: float, anchor: str) -> str:
    return text(x, _HEIGHT + 17, f"{value:.4g}".replace("-", "−"), "muted", anchor=anchor, extra="font-size:17px")
