"""What the first visitor would otherwise wait for: imports, Plotly's lazily built classes, scripts compressed."""

from importlib import import_module

from conv3dt_core import LayerParams, plan
from conv3dt_core.channels import ChannelPath
from conv3dt_core.figures.example import volumes
from conv3dt_core.figures.scene import scene
from conv3dt_core.figures.theme import LIGHT
from conv3dt_core.frameworks import DIALECTS
from pages._shared import i18n, scripts

# The pages themselves are scripts and run when they are visited; these are the modules they import.
_MODULES = (
    *(f"pages._shared.{name}" for name in ("panel", "notices", "examples", "kernel_button", "style", "axes", "facts")),
    *(f"pages._shared.scene.{name}" for name in ("view", "tables", "planes", "channels")), "pages._shared.lens.paste",
    *(f"pages._shared.pictures.{name}" for name in ("ambiguity", "cards", "deconvolution")),
    *(f"pages._shared.decoder.{name}" for name in ("diagram", "editor", "facts", "imported", "mending", "verdict")),
    *(f"pages._shared.numbers.{name}" for name in ("downloads", "run", "source", "view")),
    *(f"pages._shared.exercises.{name}" for name in ("answer", "card", "choice", "verdict")),
    *(f"conv3dt_core.frameworks.{dialect}" for dialect in DIALECTS),
    # What Streamlit itself imports at the first widget with options and the first rich text.
    "pandas", "pyarrow.compute", "PIL.Image", "streamlit.emojis",
)  # fmt: skip


def warm_up() -> None:
    """Load all of it once; the server calls it before it answers anybody."""
    for name in _MODULES:
        import_module(name)
    i18n.words()
    for script in scripts.ALL:
        script.compressed()
    geometry = plan(LayerParams.of(1, 1, 2), 2)
    scene(geometry, "input", (0, 0, 0), LIGHT).to_dict()
    volumes(geometry, ChannelPath(1, 1, 1, 0, 0))  # loads the backend
