"""Costs of a layer: hand-checked integers, and the closed form against counting."""

from itertools import product
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from conv3dt_core import LayerParams, plan
from conv3dt_core.geometry import AxisGeometry
from conv3dt_core.summary import landed_contributions, summarize

SMALL = st.integers(1, 9)
PAD = st.integers(0, 9)


def test_paddles_example() -> None:
    params = LayerParams.of(4, 6, 3)
    costs = summarize(params, plan(params, 8), batch=2)
    assert costs.weight_shape == (4, 6, 3, 3, 3)
    assert costs.bias_shape == (6,)
    assert costs.parameters == 4 * 6 * 27 + 6 == 654
    assert costs.multiply_adds == 2 * 4 * 6 * (8 * 3) ** 3 == 663_552  # nothing is cropped
    assert costs.output_bytes == 2 * 6 * 10**3 * 4


def test_groups_share_no_channels_and_crops_are_not_counted() -> None:
    params = LayerParams.of(4, 6, 3, stride=2, padding=1, groups=2)
    costs = summarize(params, plan(params, (3, 3, 4)), bias=False, itemsize=8)
    assert costs.weight_shape == (4, 3, 3, 3, 3)
    assert costs.bias_shape is None
    assert costs.parameters == 4 * 3 * 27
    # Each axis has in*3 pairs; padding 1 crops one at each end.
    assert costs.multiply_adds == 4 * 3 * (9 - 2) * (9 - 2) * (12 - 2)
    assert costs.output_bytes == 6 * 5 * 5 * 7 * 8


@given(st.tuples(SMALL, SMALL, SMALL, SMALL, PAD, PAD, PAD))
def test_landed_contributions_are_the_sum_of_overlap(numbers: tuple[int, ...]) -> None:
    axis = AxisGeometry("D", *numbers)
    if axis.output_size < 1:
        return
    assert landed_contributions(axis) == axis.overlap().sum()
    pairs = product(range(axis.input_size), range(axis.kernel_size))
    assert landed_contributions(axis) == sum(0 <= axis.target(i, k) < axis.output_size for i, k in pairs)


def test_time_does_not_grow_with_the_size() -> None:
    axis = AxisGeometry("D", 2**31 - 1, 2**31 - 1, 1_000_003, 7, 5, 5, 0)
    start = perf_counter()
    assert landed_contributions(axis) > 2**60
    assert perf_counter() - start < 0.01
