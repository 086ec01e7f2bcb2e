"""What README says of `use_consistent_padding`: with it, JAX's pads crop as Paddle's do."""

from __future__ import annotations

import numpy as np
import pytest

from conv3dt_core import conv3d_transpose

pytestmark = [pytest.mark.oracle, pytest.mark.xdist_group("jax")]


@pytest.mark.parametrize(("kernel", "stride", "dilation", "pads"), [
    ((3, 4, 2), (2, 3, 1), (1, 1, 2), ((1, 0), (2, 3), (0, 2))),
    ((2, 1, 5), (1, 2, 4), (3, 1, 1), ((2, 1), (0, 0), (4, 3))),
    ((4, 3, 3), (3, 3, 2), (2, 1, 1), ((0, 1), (1, 1), (2, 0))),
])  # fmt: skip
def test_consistent_padding_crops(import_oracle, kernel, stride, dilation, pads):
    jax = import_oracle("jax")
    random = np.random.default_rng(0)
    x, weight = random.normal(size=(1, 2, 4, 5, 6)), random.normal(size=(2, 3, *kernel))
    jax.config.update("jax_enable_x64", True)
    theirs = jax.lax.conv_transpose(
        x, weight, stride, pads, dilation, ("NCDHW", "OIDHW", "NCDHW"), True, use_consistent_padding=True
    )
    flat = [pad for pair in pads for pad in pair]
    np.testing.assert_allclose(conv3d_transpose(x, weight, None, stride, flat, dilation=dilation), theirs, 0, 1e-12)
