"""Import whatever the first visitor would otherwise wait for. Nothing here is used by name."""

# ruff: noqa: F401
import numpy
import plotly.graph_objects

from pages._shared import i18n, link, notices, panel
