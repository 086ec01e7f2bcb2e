"""Channels and groups: which input channels reach which output channels, through which slab of the weight.

The weight (C_in, C_out/groups, kD, kH, kW) holds one slab (kD, kH, kW) for each pair of channels that meet. Input
channel ci and output channel co meet if they are of one group, and then in slab ``weight[ci, co % (C_out/groups)]``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from .params import LayerParams


@dataclass(frozen=True, slots=True)
class ChannelPath:
    """One input channel, one output channel it reaches, and who else meets there.

    Attributes
    ----------
    in_channels, out_channels, groups : int
        Of the layer; `groups` divides both.
    ci, co : int
        The input and the output channel, of one group.
    """

    in_channels: int
    out_channels: int
    groups: int
    ci: int
    co: int

    @classmethod
    def of(cls, params: LayerParams, side: Literal["input", "output"], ci: int | None, co: int | None) -> ChannelPath:
        """Return the path through `ci` and `co`; where they do not meet, that of side `side` holds.

        A number that is missing, or no channel, becomes the first channel that the other one meets. `params` must be
        valid: groups that divide both channel counts.
        """
        ins, outs, groups = params.in_channels, params.out_channels, params.groups
        ci = ci if ci is not None and 0 <= ci < ins else None
        co = co if co is not None and 0 <= co < outs else None
        if co is not None and (side == "output" or ci is None):
            sources = cls(ins, outs, groups, 0, co).sources
            return cls(ins, outs, groups, sources[0] if ci is None or ci not in sources else ci, co)
        ci = ci or 0
        targets = cls(ins, outs, groups, ci, 0).targets
        return cls(ins, outs, groups, ci, targets[0] if co is None or co not in targets else co)

    @property
    def group(self) -> int:
        """The group of `co`."""
        return self.co // (self.out_channels // self.groups)

    @property
    def column(self) -> int:
        """The second index of the slab: 4 input and 6 output channels in 2 groups -> output channel 4 has column 1."""
        return self.co % (self.out_channels // self.groups)

    @property
    def sources(self) -> range:
        """The input channels that `co` sums over."""
        return _block(self.group, self.in_channels // self.groups)

    @property
    def targets(self) -> range:
        """The output channels that `ci` reaches."""
        return _block(self.ci // (self.in_channels // self.groups), self.out_channels // self.groups)


def _block(group: int, size: int) -> range:
    return range(group * size, (group + 1) * size)
