"""Make the first visitor wait for nothing: import what the pages import, and draw a scene, which loads Plotly."""

from conv3dt_core import LayerParams, plan
from conv3dt_core.figures.scene import SceneLabels, SceneView, scene
from conv3dt_core.figures.theme import LIGHT
from pages._shared import i18n, link, notices, panel  # noqa: F401  (imported to be there)

scene(plan(LayerParams.of(1, 1, 3), 3), "input", (1, 1, 1), LIGHT, SceneView(), SceneLabels("", "", ""))
