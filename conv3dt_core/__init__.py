"""3-D transposed convolution as Paddle computes it: sizes, reasons, contributions, values."""

from .derive import kernel_size_for
from .diagnostics import Diagnostic, Fix, InvalidLayerError, ShapeError
from .geometry import AxisGeometry, Geometry
from .params import LayerParams
from .solver import solve
from .validation import check, plan

__all__ = [
    "AxisGeometry",
    "Diagnostic",
    "Fix",
    "Geometry",
    "InvalidLayerError",
    "LayerParams",
    "ShapeError",
    "check",
    "kernel_size_for",
    "plan",
    "solve",
]
