"""What a lesson is made of: steps, and in each a state of the app, the numbers of its words, perhaps a question.

No step holds a number that the core can work out: words have placeholders, and `Shot.facts` fills them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import prod
from typing import Any, Literal

from conv3dt_core import Geometry, LayerParams, check, links, plan
from conv3dt_core.diagnostics import Triple, errors_of
from pages._shared import parameters
from pages._shared.scene.sentences import index

#: "sizes" is "axes" with what output_size may be.
Picture = Literal["scene", "overlap", "counts", "axes", "sizes", "channels", "decoder"]
Parameters = dict[str, int | str | None]

#: What no step sets: the reader's language and place, and what belongs to other pages.
_LEFT_ALONE = {
    *parameters.WISH, "lang", "lesson", "step", "task", "level", "seed", "present", "keep", "net", "data", "weights",
}  # fmt: skip


@dataclass(frozen=True)
class Layer:
    """A layer and the size of its input; it may be wrong where the lesson is about that.

    Attributes
    ----------
    params : LayerParams
    input_size, output_size : (D, H, W), voxels
        output_size: None where it is not asked for.
    """

    params: LayerParams
    input_size: Triple
    output_size: Triple | None = None

    @cached_property
    def is_legal(self) -> bool:
        """Whether the layer can be planned."""
        return not errors_of(check(self.params, self.input_size, self.output_size))

    @cached_property
    def geometry(self) -> Geometry:
        """The planned layer.

        Raises
        ------
        InvalidLayerError
            If the layer is wrong.
        """
        return plan(self.params, self.input_size, self.output_size)


def layer(
    size: int | Triple, kernel: int | Triple, *, asked: int | None = None, channels: tuple[int, int] = (1, 1),
    **rest: Any,
) -> Layer:  # fmt: skip
    """Return a layer of one channel, or of `channels` in and out; `rest` are arguments of LayerParams.of."""
    params = LayerParams.of(*channels, kernel, **rest)
    return Layer(params, _triple(size), None if asked is None else _triple(asked))


def _triple(size: int | Triple) -> Triple:
    return (size, size, size) if isinstance(size, int) else size


@dataclass(frozen=True)
class Shot:
    """One state of the app: which picture, the layer (None: a net), and what else of the link is not as usual."""

    picture: Picture
    layer: Layer | None
    look: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def parameters(self) -> Parameters:
        """All parameters of the link that the state sets, those that are as usual too."""
        if self.layer is None:
            return dict(self.look)
        usual = {name: value for name, value in parameters.DEFAULTS.items() if name not in _LEFT_ALONE}
        numbers = links.of_layer(self.layer.params, self.layer.input_size, self.layer.output_size)
        return usual | {"n": 1, "link": _together(numbers)} | numbers | dict(self.look)

    @property
    def voxel(self) -> Triple:
        """The selected voxel."""
        d, h, w = (self.parameters[f"v_{axis}"] for axis in parameters.AXES)
        return d, h, w  # type: ignore[return-value]

    @cached_property
    def facts(self) -> dict[str, Any]:
        """The numbers of a legal layer that words may name; those of an axis are of W."""
        if self.layer is None or not self.layer.is_legal:
            return {}
        geometry, axis = self.layer.geometry, self.layer.geometry.w
        facts = {
            "n": axis.input_size, "k": axis.kernel_size, "s": axis.stride, "dil": axis.dilation, "p": axis.pad_before,
            "back": axis.pad_after, "extent": axis.kernel_extent, "full": axis.full_size, "base": axis.base_size,
            "out": axis.output_size, "low": axis.output_size_range[0], "high": axis.output_size_range[1],
            "op": axis.output_padding, "inputs": size(geometry.input_size), "outputs": size(geometry.output_size),
            "kernel": size(geometry.kernel_size), "taps": prod(geometry.kernel_size),
            "voxels": prod(geometry.output_size),
        }  # fmt: skip
        return facts | self._of_voxel(geometry)

    def _of_voxel(self, geometry: Geometry) -> dict[str, Any]:
        name, at = "x" if self.parameters["sel"] == "input" else "y", self.voxel
        if any(i >= n for i, n in zip(at, geometry.input_size if name == "x" else geometry.output_size, strict=True)):
            return {}
        said: dict[str, Any] = {"voxel": index(name, at), "v": at[2]}
        if name == "y":
            return said | {"sums": len(geometry.sources(at))}
        places = [geometry.w.target(at[2], k) for k in range(geometry.w.kernel_size)]
        written = len(geometry.targets(at))
        return said | {
            "first": places[0], "last": places[-1], "lands": places, "written": written,
            "cropped": prod(geometry.kernel_size) - written,
        }  # fmt: skip


def _together(numbers: Mapping[str, Any]) -> str:
    """Return the word of the switch: equal axes have one column in the panel."""
    alike = all(len({numbers.get(f"{name}_{axis}") for axis in parameters.AXES}) == 1 for name in links.TRIPLES)
    return "on" if alike else "off"


def shot(picture: Picture, layer: Layer, at: Triple | None = None, **look: Any) -> Shot:
    """Return a state with voxel `at` selected; `look` are parameters of the link."""
    chosen = {} if at is None else links.spread("v", at)
    return Shot(picture, layer, chosen | look)


@dataclass(frozen=True)
class Question:
    """A question with two or three answers, ascending.

    Attributes
    ----------
    answers : tuple of (name, value)
        The name of a wrong one says which words tell what was forgotten; "" is the right one.
    before : Shot
        What is shown until it is answered: it must not give the answer away.
    """

    answers: tuple[tuple[str, Any], ...]
    before: Shot


def ask(right: Any, before: Shot, **wrong: Any) -> Question:
    """Return a question. `wrong`: what comes out when something is forgotten, by the name of its words."""
    return Question(tuple(sorted([("", right), *wrong.items()], key=lambda pair: pair[1])), before)


@dataclass(frozen=True)
class Step:
    """One idea.

    Attributes
    ----------
    name : str
        Of its words: ``<name>`` the title, ``<name>_body``, ``<name>_ask``, ``<name>_why``, ``<name>_<wrong answer>``.
    shot : Shot
    numbers : mapping
        What its words name besides ``shot.facts``.
    question : Question, optional
    """

    name: str
    shot: Shot
    numbers: Mapping[str, Any] = field(default_factory=dict)
    question: Question | None = None

    def values(self) -> dict[str, Any]:
        """Return the values of all placeholders."""
        return self.shot.facts | dict(self.numbers)

    def shown(self, answered: bool) -> Shot:
        """Return the state to show."""
        return self.shot if self.question is None or answered else self.question.before


@dataclass(frozen=True)
class Lesson:
    """A chain of steps; `key` is its word in the link."""

    key: str
    steps: tuple[Step, ...]

    @property
    def words(self) -> str:
        """The module its words are in."""
        return f"lesson_{self.key.replace('-', '_')}"


def size(triple: Triple) -> str:
    """Return ``3 × 3 × 3``, in one piece."""
    return "\u00a0×\u00a0".join(map(str, triple))  # never broken over two lines


def lands(layer: Layer, voxel: int) -> list[int]:
    """Return the output indices of W that a voxel of W writes to."""
    return [layer.geometry.w.target(voxel, k) for k in range(layer.geometry.w.kernel_size)]


def empty(layer: Layer) -> list[int]:
    """Return the output indices of W that nothing is written to."""
    return [o for o, count in enumerate(layer.geometry.w.overlap()) if not count]
