"""What the solver promises, asked of the torch that is installed: on the meta device, so only sizes are worked out."""

from __future__ import annotations

import random
from itertools import product

import pytest

from conv3dt_core import InvalidLayerError, LayerParams, solve
from conv3dt_core.solver import input_sizes_for, solve_axis

pytestmark = [pytest.mark.oracle, pytest.mark.xdist_group("torch")]
PAIRS = 1000


@pytest.fixture(scope="module")
def torch(import_oracle):
    return import_oracle("torch")


def size_in_torch(torch, params: LayerParams, size) -> tuple[int, ...]:
    """Return the size of torch's result. It has one padding per axis: where the two differ both ends are cut off."""
    symmetric = all(front == back for front, back in params.padding)
    fronts = [front if symmetric else 0 for front, _ in params.padding]
    layer = torch.nn.ConvTranspose3d(
        params.in_channels, params.out_channels, params.kernel_size, params.stride, fronts, params.output_padding,
        params.groups, dilation=params.dilation, device="meta",
    )  # fmt: skip
    y = layer(torch.empty(1, params.in_channels, *size, device="meta"))
    if not symmetric:
        parts = [slice(front, n - back) for (front, back), n in zip(params.padding, y.shape[2:], strict=True)]
        y = y[:, :, *parts]
    return tuple(y.shape[2:])


def wishes(count: int):
    """`count` times an input size, a wanted size, and what is to stay: half of them near a whole multiple."""
    rng = random.Random(5)
    for _ in range(count):
        size = tuple(rng.randint(1, 40) for _ in range(3))
        times = rng.choice([1, 2, 3, 4])
        asked = tuple(max(1, n * times + rng.randint(-6, 6)) for n in size)
        fixed = {name: rng.choice(values) for name, values in FIXED.items() if rng.random() < 0.2}
        yield size, asked, fixed


FIXED = {"kernel_size": [2, 3, (1, 3, 3), 9], "stride": [1, 2, (1, 2, 2), 5], "dilation": [1, 2],
         "padding": [0, 1, [0, 1, 1, 0, 0, 0]], "output_padding": [0, 1]}  # fmt: skip


def test_every_answer_gives_the_wanted_size(torch, oracle_counts):
    solved = impossible = 0
    for size, asked, fixed in wishes(PAIRS):
        try:
            answers = solve(size, asked, in_channels=2, out_channels=4, groups=2, **fixed)
        except InvalidLayerError as error:
            impossible += 1
            for d in error.diagnostics:
                assert d.code == "no-solution"
                axis = "DHW".index(d.axis)
                assert not brute_force(size[axis], asked[axis], **bounds(fixed, axis))
                for lang, name in product(("en", "zh"), ("input", "output")):
                    assert str(d.value(name)) in d.render(lang)
            continue
        solved += 1
        for params in answers:
            assert size_in_torch(torch, params, size) == asked, params
            oracle_counts["torch"] += 1
    assert min(solved, impossible) > PAIRS // 5


def brute_force(size, asked, kernel_size=range(1, 8), stride=range(1, 5), dilation=range(1, 3), padding=None,
                output_padding=None):  # fmt: skip
    """Every setting of one axis that makes the size, by trying them all."""
    found = set()
    for k, s, d in product(kernel_size, stride, dilation):
        extent = d * (k - 1) + 1
        pads = [padding] if padding else list(product(range(extent), repeat=2))
        extras = [e for e in range(s) if output_padding in (None, e)]
        made = (size - 1) * s + extent
        found |= {(k, s, d, *p, e) for p, e in product(pads, extras) if made - sum(p) + e == asked}
    return found


def bounds(fixed, axis):
    """Return what is fixed on one axis."""

    def one(value):
        return value[axis] if isinstance(value, tuple) else value

    pads = fixed.get("padding")
    pair = tuple(pads[2 * axis : 2 * axis + 2]) if isinstance(pads, list) else (pads, pads)
    given = {name: [one(fixed[name])] for name in ("kernel_size", "stride", "dilation") if name in fixed}
    given |= {"padding": pair} if pads is not None else {}
    return given | ({"output_padding": fixed["output_padding"]} if "output_padding" in fixed else {})


def test_brute_force_finds_nothing_that_solve_axis_missed():
    for size, asked, fixed in wishes(150):
        given = bounds(fixed, 0)
        found = [(a.kernel_size, a.stride, a.dilation, a.pad_before, a.pad_after, a.output_padding)
                 for a in solve_axis(size[0], asked[0], **given)]  # fmt: skip
        assert len(found) == len(set(found))
        assert set(found) == brute_force(size[0], asked[0], **given)


def test_torch_agrees_which_inputs_give_a_size(torch, oracle_counts):
    rng = random.Random(7)
    for _ in range(150):
        k, s, d = (tuple(rng.randint(1, most) for _ in range(3)) for most in (5, 4, 2))
        extra = tuple(rng.randrange(step) for step in s)
        pads = tuple(rng.randint(0, (kernel - 1) * gap) for kernel, gap in zip(k, d, strict=True))
        params = LayerParams.of(1, 1, k, s, pads, extra, d)
        size = tuple(rng.randint(1 + 2 * pad, 30) for pad in pads)
        made = size_in_torch(torch, params, size)
        assert input_sizes_for(params, made) == tuple(range(n, n + 1) for n in size)
        asked = tuple(n - e + rng.randrange(step) for n, e, step in zip(made, extra, s, strict=True))
        assert input_sizes_for(params, asked, by_output_size=True) == tuple(range(n, n + 1) for n in size)
        layer = torch.nn.ConvTranspose3d(1, 1, k, s, pads, dilation=d, device="meta")
        assert tuple(layer(torch.empty(1, 1, *size, device="meta"), output_size=asked).shape[2:]) == asked
        oracle_counts["torch"] += 1
