"""Real tensors through a layer: what they are made of, what that costs, both backends side by side."""

from .budget import MAX_BYTES, MAX_SECONDS, Cost, Smaller, cost, fits, nearest
from .job import Job
from .running import Comparison, Place, Statistics, statistics
from .tensors import DATA, WEIGHTS, bias_of, shepp_logan, weight_of, x_of

__all__ = [
    "DATA",
    "MAX_BYTES",
    "MAX_SECONDS",
    "WEIGHTS",
    "Comparison",
    "Cost",
    "Job",
    "Place",
    "Smaller",
    "Statistics",
    "bias_of",
    "cost",
    "fits",
    "nearest",
    "shepp_logan",
    "statistics",
    "weight_of",
    "x_of",
]
