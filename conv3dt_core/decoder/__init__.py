"""Decoder doctor: sizes through a net of down and up layers with skips, where they break, and what mends it."""

from .facts import Grade, Level, grades, layer_query, levels, memory
from .layers import NetLayer
from .net import Net, Place
from .notes import notes
from .presets import PRESETS, preset
from .repairs import Near, Repair, near, next_legal, repairs
from .spelling import LONGEST, layer_text, read, read_layer, size_text, spell
from .walk import Walk, walk

__all__ = [
    "LONGEST",
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
    "layer_text",
    "levels",
    "memory",
    "near",
    "next_legal",
    "notes",
    "preset",
    "read",
    "read_layer",
    "repairs",
    "size_text",
    "spell",
    "walk",
]
