"""One comparison for all frameworks: shape, dtype, values. It raises; it never returns a verdict to be forgotten."""

from __future__ import annotations

from typing import Any

import numpy as np

TOLERANCE = {"float64": 1e-12, "float32": 1e-5}


def assert_same(ours: Any, theirs: Any, about: Any) -> None:
    """Raise unless our result equals a framework's.

    Parameters
    ----------
    ours, theirs : numpy.ndarray
    about : object
        Printed on failure: the layer, usually.
    """
    assert isinstance(ours, np.ndarray), f"{type(ours)} for {about}"
    assert ours.shape == tuple(theirs.shape), f"shape {ours.shape}, theirs {tuple(theirs.shape)}, of {about}"
    assert ours.dtype == theirs.dtype, f"dtype {ours.dtype}, theirs {theirs.dtype}, of {about}"
    difference = np.abs(ours - theirs)
    allowed = TOLERANCE[str(ours.dtype)] * (1 + np.abs(theirs))
    worst = float((difference - allowed).max(initial=-1))
    assert worst <= 0, f"values differ by up to {difference.max()} in {about}"
