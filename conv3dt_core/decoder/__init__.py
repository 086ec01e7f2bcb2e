"""Decoder doctor: sizes through a net of down and up layers with skips, where they break, and what mends it."""

from .facts import Grade, Level, grades, layer_query, levels, memory
from .layers import NetLayer
from .net import Net, Place
from .notes import notes
from .presets import PRESETS, preset
from .repairs import Near, Repair, near, next_legal, repairs
from .spelling import read, spell
from .walk import Walk, walk

__all__ = [
    "PRESETS",
    "Grade",
    "Level",
    "Near",
    "Net",
    "NetLayer",
    "Place",
    "Repair",
    "Walk",
    "grades",
    "layer_query",
    "levels",
    "memory",
    "near",
    "next_legal",
    "notes",
    "preset",
    "read",
    "repairs",
    "spell",
    "walk",
]
