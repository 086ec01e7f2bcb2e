"""Three Paddle networks in small: a 3-D U-Net, a residual net with functional calls, a generator in NDHWC."""

from __future__ import annotations

from typing import Any

import paddle
from paddle import nn
from paddle.nn import functional


class Block(nn.Layer):
    def __init__(self, given: int, made: int, stride: int = 1) -> None:
        super().__init__()
        self.conv = nn.Conv3D(given, made, 3, stride=stride, padding=1)
        self.norm = nn.BatchNorm3D(made)

    def forward(self, x: Any) -> Any:
        return functional.relu(self.norm(self.conv(x)))


class UNet(nn.Layer):
    def __init__(self) -> None:
        super().__init__()
        self.top = Block(1, 2)
        self.down1 = Block(2, 4, 2)
        self.down2 = Block(4, 8, 2)
        self.up2 = nn.Conv3DTranspose(8, 4, 3, stride=2, padding=1, output_padding=1)
        self.up1 = nn.Conv3DTranspose(8, 2, 2, stride=2)
        self.last = nn.Conv3D(4, 2, 1)

    def forward(self, x: Any) -> Any:
        top = self.top(x)
        middle = self.down1(top)
        y = paddle.concat([middle, self.up2(self.down2(middle))], axis=1)
        return self.last(paddle.concat([self.up1(y), top], axis=1))


class Residual(nn.Layer):
    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv3D(1, 4, (3, 3, 5), padding=[1, 1, 0, 2, 2, 2])
        self.deeper = nn.Sequential(nn.Conv3D(4, 4, 2, stride=2, groups=2), nn.ReLU())
        self.weight = self.create_parameter([4, 2, 3, 3, 3])
        self.up = nn.Conv3DTranspose(4, 4, (2, 2, 4), stride=2, padding=(0, 0, 1), groups=2)

    def forward(self, x: Any) -> Any:
        wide = self.first(x)
        pooled = functional.max_pool3d(self.deeper(wide), 3, stride=2, padding=1, ceil_mode=True)
        made = functional.conv3d_transpose(pooled, self.weight, stride=2, padding=1, groups=2)
        return self.up(functional.interpolate(made, scale_factor=[1, 1, 1], data_format="NCDHW")) + wide


class Generator(nn.Layer):
    """Channels last, SAME, output_size in the call, a layer used twice."""

    def __init__(self) -> None:
        super().__init__()
        last = {"data_format": "NDHWC"}
        self.down = nn.Conv3D(1, 4, 3, stride=2, padding="SAME", **last)
        self.same = nn.Conv3DTranspose(4, 4, 3, stride=2, padding="SAME", **last)
        self.twice = nn.Conv3DTranspose(4, 4, (3, 2, 1), stride=(2, 1, 1), padding=[1, 0, 0, 1, 0, 0], **last)
        self.exact = nn.Conv3DTranspose(4, 1, 4, stride=3, padding=1, dilation=1, **last)

    def forward(self, x: Any) -> Any:
        y = self.twice(self.twice(functional.relu(self.same(self.down(x)))))
        pooled = functional.avg_pool3d(y, 2, stride=2, data_format="NDHWC")
        size = [3 * n + 1 for n in pooled.shape[1:4]]
        return self.exact(pooled, output_size=size)


NETS = {"UNet": UNet, "Residual": Residual, "Generator": Generator}
