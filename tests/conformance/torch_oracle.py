"""A layer computed by torch alone. Pads and extra come from whoever drew the layer, never from conv3dt_core."""

from __future__ import annotations

from typing import Any

from tests.property.strategies import Layer


def symmetric(layer: Layer) -> bool:
    return all(front == back for front, back in layer.pads)


def transposed(torch: Any, layer: Layer, x: Any, weight: Any, bias: Any = None) -> Any:
    """Compute channels-first tensors: directly where torch has the arguments, else the full result, cropped."""
    params = layer.params
    dilation = (1, 1, 1) if params.padding == "SAME" else params.dilation
    more = {"stride": params.stride, "groups": params.groups, "dilation": dilation}
    if symmetric(layer):
        more |= {"padding": [front for front, _ in layer.pads], "output_padding": layer.extra}
        return torch.nn.functional.conv_transpose3d(x, weight, bias, **more)
    y = torch.nn.functional.conv_transpose3d(x, weight, **more)
    # (N, M, full + extra), then output voxel 0 stands at `front`
    y = torch.nn.functional.pad(y, [end for extra in reversed(layer.extra) for end in (0, extra)])
    for axis, (front, back) in enumerate(layer.pads, start=2):
        y = y.narrow(axis, front, y.shape[axis] - front - back)
    return y if bias is None else y + bias.reshape(1, -1, 1, 1, 1)
