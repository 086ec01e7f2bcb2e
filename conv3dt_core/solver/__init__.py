"""Sizes are given, the layer is wanted: which settings fit, which inputs fit, and why nothing does.

One axis is settled by arithmetic (`axis`), three are joined without listing their product (`layers`).
"""

from .axis import nearest_sizes, solve_axis
from .inputs import input_sizes_for
from .layers import solve
from .solutions import Solution, Solutions, judge

__all__ = ["Solution", "Solutions", "input_sizes_for", "judge", "nearest_sizes", "solve", "solve_axis"]
