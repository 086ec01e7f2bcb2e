"""How the page writes sizes and layers."""

from collections.abc import Sequence

from conv3dt_core.decoder import NetLayer, size_text
from conv3dt_core.diagnostics import AXES, Triple

_CLASSES = {
    "conv": "Conv3D", "maxpool": "MaxPool3D", "avgpool": "AvgPool3D", "transposed": "Conv3DTranspose",
    "resize": "Upsample",
}  # fmt: skip


def size(triple: Sequence[int]) -> str:
    """(34, 34, 10) -> 34 × 34 × 10."""
    return " × ".join(map(str, triple))


def axes(which: Sequence[bool]) -> str:
    """(True, True, False) -> D, H."""
    return ", ".join(axis for axis, chosen in zip(AXES, which, strict=True) if chosen)


def layer_name(layer: NetLayer) -> str:
    """Return a layer as people call it: ``Conv3DTranspose k3 s2 p1``."""
    if layer.kind == "resize":
        return f"Upsample ×{size_text(layer.stride)}"
    front, back = zip(*layer.padding, strict=True)
    parts = [
        ("k", layer.kernel_size, None), ("s", layer.stride, None), ("p", front, (0, 0, 0)), ("p_back", back, front),
        ("d", layer.dilation, (1, 1, 1)), ("op", layer.output_padding, (0, 0, 0)),
    ]  # fmt: skip
    said = [f"{letter}{_short(value)}" for letter, value, usual in parts if value != usual]
    if layer.is_pool and layer.kernel_size == layer.stride:
        said = [_short(layer.kernel_size), *said[2:]]
    return " ".join([_CLASSES[layer.kind], *said, *(["ceil"] if layer.ceil_mode else [])])


def _short(triple: Triple) -> str:
    return size_text(triple) if len(set(triple)) == 1 else str(triple).replace(" ", "")
