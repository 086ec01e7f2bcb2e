"""3-D transposed convolution as Paddle computes it: sizes, reasons, contributions, values."""

from . import initializers
from .derive import kernel_size_for
from .diagnostics import Diagnostic, Fix, InvalidLayerError, ShapeError
from .functional import conv3d_transpose
from .geometry import AxisGeometry, Geometry
from .layer import Conv3DTranspose
from .params import LayerParams
from .solver import solve
from .validation import check, plan

__all__ = [
    "AxisGeometry",
    "Conv3DTranspose",
    "Diagnostic",
    "Fix",
    "Geometry",
    "InvalidLayerError",
    "LayerParams",
    "ShapeError",
    "check",
    "conv3d_transpose",
    "initializers",
    "kernel_size_for",
    "plan",
    "solve",
]
