"""One layer on one input, explained: in a notebook with pictures, in a terminal as text, right or wrong.

What is said is worked out here; how it looks is the work of `conv3dt_core.figures`, loaded when somebody looks.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any

from .diagnostics import Diagnostic, Lang, Triple, errors_of, raise_if_errors, sort_key
from .functional import size_faults, spatial
from .geometry import Geometry
from .messages.report import LANGUAGES
from .params import LayerParams
from .spellings import read_triple, shown
from .tensors import Shape, read_shape
from .validation import check, plan


@dataclass(frozen=True, slots=True, repr=False)
class Explanation:
    """What `Conv3DTranspose.explain` returns. A notebook shows it with pictures, ``print`` as text.

    Attributes
    ----------
    title : str
        The layer as Paddle prints it.
    params : LayerParams
    has_bias : bool
    x_shape : tuple of int, or str
        Five ints in the layer's data format; as it was given where it is none.
    input_size : (D, H, W), voxels, or None
        Of x; None where x has not five axes, or its channels stand where voxels belong.
    output_size : (D, H, W), voxels, or None
        The size asked for.
    diagnostics : tuple of Diagnostic
        Everything there is to say, errors first.
    geometry : Geometry or None
        None if there is an error.
    lang : {"en", "zh"}
    """

    title: str
    params: LayerParams
    has_bias: bool
    x_shape: Shape | str
    input_size: Triple | None
    output_size: Triple | None
    diagnostics: tuple[Diagnostic, ...]
    geometry: Geometry | None
    lang: Lang

    @property
    def output_shape(self) -> Shape | None:
        """Shape of the result in the layer's data format; None if there is an error."""
        if self.geometry is None or isinstance(self.x_shape, str):
            return None
        return self.params.laid_out(self.x_shape[0], self.params.out_channels, self.geometry.output_size)

    def scene(self, side: str = "input", voxel: Triple = (0, 0, 0), theme: str = "light") -> Any:
        """Return the 3-D scene of one voxel, to be turned and pointed at.

        Parameters
        ----------
        side : {"input", "output"}
            "input": the output voxels that an input voxel writes; "output": the contributions that an output voxel
            sums.
        voxel : (D, H, W)
        theme : {"light", "dark"}

        Returns
        -------
        plotly.graph_objects.Figure

        Raises
        ------
        InvalidLayerError
            If the layer has no output, with `diagnostics`.
        IndexError
            If `voxel` lies outside the input (the output).
        ValueError
            If `side` or `theme` is none of the words above.
        """
        raise_if_errors(self.diagnostics)
        channels = self.params.in_channels // self.params.groups
        return figures("report_scene").scene_of(self.geometry, side, voxel, theme, self.lang, channels)

    def __str__(self) -> str:
        """Return the explanation as plain text, a line per axis."""
        return str(figures("report_text").text_of(self))

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return str(figures("report").of_explanation(self))


def explain(
    params: LayerParams,
    x_shape: Any,
    output_size: Any = None,
    lang: str = "en",
    *,
    title: str | None = None,
    has_bias: bool = True,
) -> Explanation:
    """Explain a layer that need not be legal; what is wrong with it, or with the sizes, is part of the answer.

    Parameters
    ----------
    params : LayerParams
    x_shape : five ints
        In the layer's data format.
    output_size : int or three ints, order D, H, W, voxels, optional
    lang : {"en", "zh"}
    title : str, optional
        Name of the layer; by default that of `params`.
    has_bias : bool, default True

    Raises
    ------
    ValueError
        If `lang` is neither.

    Examples
    --------
    >>> explain(LayerParams.of(4, 6, 3, stride=0), (2, 4, 8, 8, 8)).diagnostics[0].code.value
    'stride-not-positive'
    """
    if lang not in LANGUAGES:
        raise ValueError(f"lang must be 'en' or 'zh', not {lang!r}")
    faults: list[Diagnostic] = []
    shape = read_shape("x_shape", x_shape, faults)
    well_formed = not faults
    faults += size_faults(shape if well_formed else None, params, output_size, check)
    diagnostics = tuple(sorted(faults, key=sort_key))
    is_read = well_formed and len(shape) == 5 and not _is_misread(diagnostics)
    size = spatial(shape, params) if is_read else None
    valid = size is not None and not errors_of(diagnostics)
    return Explanation(
        title=repr(params) if title is None else title,
        params=params,
        has_bias=has_bias,
        x_shape=shape if well_formed else shown(x_shape),
        input_size=size,
        output_size=_asked(output_size),
        diagnostics=diagnostics,
        geometry=plan(params, size, output_size) if valid else None,
        lang=LANGUAGES[LANGUAGES.index(lang)],
    )


def figures(name: str) -> Any:
    """Return a module of `conv3dt_core.figures`, imported at the first look: by name, as a backend is."""
    return importlib.import_module(f"{__package__}.figures.{name}")


def _is_misread(diagnostics: tuple[Diagnostic, ...]) -> bool:
    """Whether x is laid out the other way, so that its voxels are not where the data format says."""
    return any(dict(d.values).get("channels_last_fits") for d in diagnostics)


def _asked(output_size: Any) -> Triple | None:
    """The size asked for; None where there is none, or none that can be read."""
    faults: list[Diagnostic] = []
    asked = None if output_size is None else read_triple("output_size", output_size, faults)
    return None if faults else asked
