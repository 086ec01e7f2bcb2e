"""Lines of Python that give an input another size: zeros behind, or a crop."""

from __future__ import annotations

from .graph import Shape


def resize_array(before: Shape, after: Shape) -> str:
    """Return the line for a NumPy array ``x``."""
    return _cropped("x", before, after) or f"x = np.pad(x, {_pairs(before, after)})"


def resize_torch(before: Shape, after: Shape) -> str:
    """Return the line for a torch tensor ``x``; PyTorch counts pads from the last axis."""
    pads = [number for pair in reversed(_pairs(before, after)[2:]) for number in pair]
    return _cropped("x", before, after) or f"x = torch.nn.functional.pad(x, {tuple(pads)})  # last axis first"


def resize_paddle(before: Shape, after: Shape, channels_last: bool = False) -> str:
    """Return the line for a Paddle tensor ``x``."""
    pads = [number for pair in _pairs(before, after) for number in pair]
    return _cropped("x", before, after) or f"x = paddle.nn.functional.pad(x, {pads}, pad_from_left_axis=True)"


def _pairs(before: Shape, after: Shape) -> tuple[tuple[int, int], ...]:
    return tuple((0, new - old) for old, new in zip(before, after, strict=True))


def _cropped(name: str, before: Shape, after: Shape) -> str:
    """``x = x[:, :, :32]``, empty where nothing becomes shorter."""
    if not any(new < old for old, new in zip(before, after, strict=True)):
        return ""
    cuts = [f":{new}" if new < old else ":" for old, new in zip(before, after, strict=True)]
    return f"{name} = {name}[{', '.join(cuts)}]"
