"""Famous nets as data: layers as published, channels of the decoder mirrored; every number can be changed."""

from __future__ import annotations

from dataclasses import replace

from ..diagnostics import Triple
from .layers import Kind, NetLayer
from .net import Net

#: A volume whose first two axes lose a voxel at the first halving and whose third does not until the third.
VOLUME: Triple = (285, 285, 84)


def layer(kind: Kind, kernel: int, stride: int | None = None, padding: int = 0, output_padding: int = 0) -> NetLayer:
    """Return a layer with equal axes; a convolution steps by 1, all others by their kernel."""
    step = (1 if kind == "conv" else kernel) if stride is None else stride
    size = 1 if kind == "resize" else kernel
    pads = ((padding, padding),) * 3
    return NetLayer(kind, (size,) * 3, (step,) * 3, pads, output_padding=(output_padding,) * 3)


_CONV, _VALID, _WIDE = layer("conv", 3, padding=1), layer("conv", 3), layer("conv", 5, padding=2)
_POOL, _DOUBLE = layer("maxpool", 2), layer("transposed", 2)

#: Çiçek et al. 2016 (arXiv:1606.06650) with padded convolutions and one level more, as most implementations have it.
UNET = Net(
    VOLUME, (1, 32, 64, 128, 256, 512), (_POOL,) * 4, (_DOUBLE,) * 4, ((_CONV,) * 2,) * 5, ((_CONV,) * 2,) * 4,
    (True,) * 4,
)  # fmt: skip
#: The same paper as printed: convolutions without padding, 132 x 132 x 116 voxels in, 44 x 44 x 28 out.
UNET_VALID = Net(
    (132, 132, 116), (1, 64, 128, 256, 512), (_POOL,) * 3, (_DOUBLE,) * 3, ((_VALID,) * 2,) * 4, ((_VALID,) * 2,) * 3,
    (True,) * 3,
)  # fmt: skip
#: Milletari et al. 2016, arXiv:1606.04797.
VNET = Net(
    VOLUME, (1, 16, 32, 64, 128, 256), (layer("conv", 2, 2),) * 4, (_DOUBLE,) * 4,
    tuple((_WIDE,) * n for n in (1, 2, 3, 3, 3)), tuple((_WIDE,) * n for n in (3, 3, 2, 1)), (True,) * 4,
)  # fmt: skip
#: Strided convolutions down and their mirror up, no skips.
AUTOENCODER = Net(
    VOLUME, (1, 16, 32, 64, 128), (layer("conv", 3, 2, 1),) * 3, (layer("transposed", 3, 2, 1, 1),) * 3,
    ((_CONV,), (), (), ()), ((), (), ()), (False,) * 3,
)  # fmt: skip
#: The generator of Wu et al. 2016, arXiv:1610.07584: 200 numbers become 64 x 64 x 64 voxels.
GAN3D = Net(
    (1, 1, 1), (200, 200), (), (layer("transposed", 4, 1), *(layer("transposed", 4, 2, 1),) * 4),
    ((),), ((),) * 5, (), up_channels=(512, 256, 128, 64, 1),
)  # fmt: skip

PRESETS: dict[str, Net] = {
    "unet": UNET, "vnet": VNET, "gan3d": GAN3D, "autoencoder": AUTOENCODER, "unet-valid": UNET_VALID,
}  # fmt: skip


def preset(name: str, size: Triple | None = None) -> Net:
    """Return a famous net: unet, vnet, gan3d, autoencoder or unet-valid.

    Parameters
    ----------
    name : str
    size : (D, H, W), voxels, optional
        The volume that comes in; else the preset's own.

    Raises
    ------
    KeyError
        If there is none of that name.
    """
    net = PRESETS[name]
    return net if size is None else replace(net, size=size)
