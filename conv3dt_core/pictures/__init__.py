"""Four pictures of one operation, for one channel in and one out, and what else its matrix C explains.

An ordinary convolution of `output_size` voxels is a matrix C with `input_size` rows. The transposed convolution is its
transpose, whether it is told as scatter, as zero insertion, as the matrix itself or as the gradient of C. Each module
works its picture out by its own arithmetic, in float64, and keeps what there is to show.
"""

from __future__ import annotations

from .focus import Focus, first_writer, focus
from .four import MAX_INPUT, MAX_TAPS, MAX_VOXELS, FourPictures, Term, fits, four_pictures

__all__ = [
    "MAX_INPUT", "MAX_TAPS", "MAX_VOXELS", "Focus", "FourPictures", "Term", "first_writer", "fits", "focus",
    "four_pictures",
]  # fmt: skip
