"""The ways to ask torch for a transposed convolution; all give what `plain` gives, whatever is in x and weight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from typing import Any

import torch
import torch.nn.functional as F

from .torch_choice import PIECE, Asked

Tensor = Any  # torch's own types are not read by the type checker
#: A way, or what one calls.
Kernel = Callable[[Tensor, Tensor, Tensor, Asked], Tensor]


def plain(x: Tensor, weight: Tensor, bias: Tensor, asked: Asked) -> Tensor:
    """Compute as torch itself chooses."""
    if x.is_cuda:
        return _on_cuda(x, weight, bias, asked)
    return F.conv_transpose3d(
        x, weight, bias, asked.stride, asked.padding, asked.output_padding, asked.groups, asked.dilation
    )


def channels_last(x: Tensor, weight: Tensor, bias: Tensor, asked: Asked) -> Tensor:
    """Give oneDNN the layout it computes in, and leave y in it."""
    return plain(_channels_last(x), weight, bias, asked)


def pieces(x: Tensor, weight: Tensor, bias: Tensor, asked: Asked) -> Tensor:
    """Compute some output channels at a time, so that a large weight is repacked in memory that is at hand."""
    count = -(-weight.numel() // PIECE)
    size = -(-weight.shape[1] // count)
    biases = [None] * count if bias is None else bias.split(size)
    computed = (plain(x, w, b, asked) for w, b in zip(weight.split(size, dim=1), biases, strict=False))
    return torch.cat(list(computed), dim=1)


def onednn(x: Tensor, weight: Tensor, bias: Tensor, asked: Asked) -> Tensor:
    """Ask oneDNN where torch would not, in the layout it computes in."""
    return _derived(_onednn, x, weight, bias, asked)


def native(x: Tensor, weight: Tensor, bias: Tensor, asked: Asked) -> Tensor:
    """Ask torch's own kernel where it would take oneDNN, which computes 16 output channels where there is one."""
    return _derived(_native, x, weight, bias, asked)


def gemm(x: Tensor, weight: Tensor, bias: Tensor, asked: Asked) -> Tensor:
    """Multiply once and put the taps side by side, where taps never meet."""
    y = _derived(_gemm, x, weight, bias, replace(asked, padding=(0, 0, 0)))
    for dim, padding in enumerate(asked.padding, start=2):
        y = y.narrow(dim, padding, y.shape[dim] - 2 * padding) if padding else y
    return y


def correlation(x: Tensor, weight: Tensor, bias: Tensor, asked: Asked) -> Tensor:
    """Compute a layer of stride 1, each channel for itself, as the ordinary convolution with its taps reversed."""
    return _derived(_correlation, x, weight, bias, asked)


WAYS: dict[str, Kernel] = {
    way.__name__: way for way in (plain, channels_last, pieces, correlation, onednn, native, gemm)
}  # fmt: skip


@cache
def has_onednn() -> bool:
    """Return whether torch offers what `onednn` and `gemm` call; both names are its compiler's, not public."""
    wanted = ("_convolution_transpose_pointwise", "_linear_pointwise")
    return torch.backends.mkldnn.is_available() and all(hasattr(torch.ops.mkldnn, name) for name in wanted)


def _on_cuda(x: Tensor, weight: Tensor, bias: Tensor, asked: Asked) -> Tensor:
    """Compute without rounding float32 to TF32, unless `torch.set_float32_matmul_precision` allows it.

    torch's convolutions do round by default, its matrix products do not. The derivatives are torch's as it is set.
    """
    cudnn, tf32 = torch.backends.cudnn, torch.get_float32_matmul_precision() != "highest"
    return torch.ops.aten._convolution.default(
        x, weight, bias, asked.stride, asked.padding, asked.dilation, True, asked.output_padding, asked.groups,
        cudnn.benchmark, cudnn.deterministic, cudnn.enabled, tf32,
    )  # fmt: skip


def _channels_last(x: Tensor) -> Tensor:
    return x.permute(0, 2, 3, 4, 1).contiguous().permute(0, 4, 1, 2, 3)  # as memory_format does, and under vmap too


def _onednn(x: Tensor, weight: Tensor, bias: Tensor, asked: Asked) -> Tensor:
    return torch.ops.mkldnn._convolution_transpose_pointwise.default(
        _channels_last(x), weight, bias, asked.padding, asked.output_padding, asked.stride, asked.dilation,
        asked.groups, "none", [], "",
    )  # fmt: skip


def _native(x: Tensor, weight: Tensor, bias: Tensor, asked: Asked) -> Tensor:
    return torch.ops.aten.slow_conv_transpose3d.default(
        x, weight, weight.shape[2:], bias, asked.stride, asked.padding, asked.output_padding, asked.dilation
    )


def _gemm(x: Tensor, weight: Tensor, bias: Tensor, asked: Asked) -> Tensor:
    images, channels, d, h, w = x.shape
    made, kd, kh, kw = weight.shape[1:]
    rows = x.permute(0, 2, 3, 4, 1).reshape(-1, channels)  # N*D*H*W, C
    taps = weight.permute(0, 2, 3, 4, 1).reshape(channels, -1).t()  # kD*kH*kW*M, C
    added = None if bias is None else bias.repeat(kd * kh * kw)
    if x.dtype == torch.float32:
        products = torch.ops.mkldnn._linear_pointwise.default(rows, taps, added, "none", [], "")
    else:
        products = F.linear(rows, taps, added)
    blocks = products.view(images, d, h, w, kd, kh, kw * made).permute(0, 1, 4, 2, 5, 3, 6)  # N, D, kD, H, kH, W, kW*M
    shape, layout = (images, made, d * kd, h * kh, w * kw), torch.channels_last_3d
    y = torch.empty(shape, dtype=x.dtype, device=x.device, memory_format=layout)
    y.permute(0, 2, 3, 4, 1).view(blocks.shape).copy_(blocks)
    return y


def _correlation(x: Tensor, weight: Tensor, bias: Tensor, asked: Asked) -> Tensor:
    if not weight.sum().isfinite():  # a padding of zeros would be multiplied with it
        return plain(x, weight, bias, asked)
    extents = (d * (k - 1) for d, k in zip(asked.dilation, weight.shape[2:], strict=True))
    padding = [extent - p for extent, p in zip(extents, asked.padding, strict=True)]
    return F.conv3d(x, weight.flip(2, 3, 4), bias, 1, padding, asked.dilation, asked.groups)


def _derived(kernel: Kernel, x: Tensor, weight: Tensor, bias: Tensor, asked: Asked) -> Tensor:
    """Compute by a kernel for which torch has no derivatives: they are those of `plain`."""
    if not torch.backends.mkldnn.enabled:  # who switched oneDNN off has a reason
        return plain(x, weight, bias, asked)
    if torch.is_inference_mode_enabled():
        return kernel(x, weight, bias, asked)
    return _Derived.apply(x, weight, bias, kernel, asked)


class _Derived(torch.autograd.Function):  # type: ignore[misc]
    @staticmethod
    def forward(x: Tensor, weight: Tensor, bias: Tensor, kernel: Kernel, asked: Asked) -> Tensor:
        return kernel(x, weight, bias, asked)

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Any, ...], output: Tensor) -> None:
        x, weight, bias, _, ctx.asked = inputs
        ctx.save_for_backward(x, weight)
        ctx.save_for_forward(x, weight)
        ctx.bias_shape = None if bias is None else list(bias.shape)

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor, ...]:
        x, weight = ctx.saved_tensors
        asked = ctx.asked
        found = torch.ops.aten.convolution_backward.default(
            grad.contiguous(), x, weight, ctx.bias_shape, asked.stride, asked.padding, asked.dilation, True,
            asked.output_padding, asked.groups, ctx.needs_input_grad[:3],
        )  # fmt: skip
        return *found, None, None

    @staticmethod
    def jvp(ctx: Any, x_step: Tensor, weight_step: Tensor, bias_step: Tensor, *_: None) -> Tensor:
        x, weight = ctx.saved_tensors
        return plain(x_step, weight, bias_step, ctx.asked) + plain(x, weight_step, None, ctx.asked)

    @staticmethod
    def vmap(info: Any, in_dims: tuple[Any, ...], *arguments: Any) -> tuple[Tensor, int]:
        x, weight, bias, _, asked = arguments
        return torch.vmap(partial(plain, asked=asked), in_dims[:3])(x, weight, bias), 0
