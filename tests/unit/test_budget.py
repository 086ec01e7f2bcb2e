"""Figures before the work, against counting; and the nearest layer that is small enough."""

from itertools import product
from random import Random
from typing import Any

import pytest

from conv3dt_core import InvalidLayerError, LayerParams, budget, check, plan, solve
from conv3dt_core.budget import MAX_LEVELS, MAX_LISTED_SIZE, nearest, of_counts, of_scene
from conv3dt_core.solver import axis as solver
from conv3dt_core.solver import input_sizes_for
from conv3dt_core.solver.layers import MAX_TRIED

LARGE = 2**31 - 1
RULES = {"scene": of_scene, "counts": of_counts}


def test_no_layer_has_more_counts_than_the_figure() -> None:
    chance, tight = Random(3), 0
    for _ in range(500):
        numbers = {"kernel_size": (1, 9), "stride": (1, 5), "dilation": (1, 5)}
        params = LayerParams.of(1, 1, **{name: chance.randint(*ends) for name, ends in numbers.items()})
        axis = plan(params, chance.randint(1, 12)).d
        counts = set(axis.overlap().tolist())
        figure = budget._levels(axis)
        assert max(counts) <= figure - 1
        tight += max(counts) == figure - 1
    assert tight > 400


@pytest.mark.parametrize(("size", "refused"), [(45, False), (46, True)])
def test_counts_stop_where_their_products_do(size: int, refused: bool) -> None:
    geometry = plan(LayerParams.of(1, 1, size), size)
    assert bool(of_counts(geometry)) is refused
    assert ((size + 1) ** 3 > MAX_LEVELS) is refused


def test_a_kernel_as_long_as_the_stride_has_two_counts_however_large() -> None:
    assert not of_counts(plan(LayerParams.of(1, 1, 100, stride=100), 1000))


@pytest.mark.parametrize(("size", "refused"), [(MAX_LISTED_SIZE, False), (MAX_LISTED_SIZE + 1, True)])
def test_a_scene_ends_with_the_longest_axis_its_crop_included(size: int, refused: bool) -> None:
    for params, asked in ((LayerParams.of(1, 1, 1), size), (LayerParams.of(1, 1, size, padding=size // 3), 1)):
        found = of_scene(plan(params, asked))
        assert [d.axis for d in found] == (["D", "H", "W"] if refused else [])


SILLY: list[tuple[dict[str, Any], Any, Any]] = [
    ({"kernel_size": 3}, LARGE, None), ({"kernel_size": LARGE}, 8, None),
    ({"kernel_size": 3, "stride": LARGE}, 8, None), ({"kernel_size": (1000, 3, 900_000)}, (1000, 8, 900), None),
    ({"kernel_size": 3, "dilation": LARGE}, LARGE, None),
    ({"kernel_size": LARGE, "stride": LARGE, "dilation": LARGE}, LARGE, None),
    ({"kernel_size": 200_000, "padding": 100_000}, 8, None), ({"kernel_size": 3, "stride": 200_000}, 8, 1_400_005),
    ({"kernel_size": 300_000, "padding": "SAME"}, 8, None), ]  # fmt: skip


@pytest.mark.parametrize(("name", "silly"), [*product(RULES, SILLY)])
def test_the_nearest_layer_is_within_the_limit(name: str, silly: tuple[dict[str, Any], Any, Any]) -> None:
    layer, size, asked = silly
    params, rule = LayerParams.of(1, 1, **layer), RULES[name]
    geometry = plan(params, size, asked)
    assert rule(geometry)
    fix = nearest(params, geometry.input_size, asked, lambda planned: not rule(planned))
    assert fix is not None
    assert fix.label
    assert not rule(plan(*fix.apply(params, geometry.input_size, asked)))


@pytest.mark.parametrize(
    ("layer", "changed"), [({"kernel_size": 3}, "input_size"), ({"kernel_size": 150_000}, "kernel_size")]
)
def test_the_nearest_layer_is_the_largest(layer: dict[str, Any], changed: str) -> None:
    params, size = LayerParams.of(1, 1, **layer), (LARGE, 8, 8) if changed == "input_size" else (8, 8, 8)
    fix = nearest(params, size, None, lambda geometry: not of_scene(geometry))
    assert fix is not None
    assert [name for name, _ in fix.changes] == [changed, "output_size"]
    (cap, *_) = fix.changes[0][1]
    more = budget.Fix(((changed, tuple(min(n, cap + 1) for n in (LARGE, LARGE, LARGE))),), "")
    assert of_scene(plan(*more.apply(params, size)))


def test_a_layer_that_no_change_makes_small_enough_has_no_fix() -> None:
    assert nearest(LayerParams.of(1, 1, 3), (8, 8, 8), None, lambda geometry: False) is None


# --- the search for layers ----------------------------------------------------------------------------------------


def test_the_search_has_no_more_answers_than_it_says_it_tries() -> None:
    for kernel, stride, extra in product((1, 4, 9), (1, 3, 7), (None, 1, 2)):
        bounds: dict[str, Any] = {"kernel_size": (kernel,), "stride": (stride,), "dilation": (2,)}
        for asked in range(1, 60):
            answers = [*solver.solve_axis(8, asked, **bounds, output_padding=extra)]
            assert stride == 1 or len(answers) <= solver.crops_tried(**bounds, output_padding=extra)


def test_what_is_made_is_what_the_search_finds() -> None:
    for kernel, padding, extra in product((1, 4), (None, "SAME", (1, 2)), (None, 0, 5)):
        bounds: dict[str, Any] = {"kernel_size": (kernel,), "padding": padding, "output_padding": extra}
        for asked in range(1, 40):
            assert solver.is_made(8, asked, **bounds) is any(True for _ in solver.solve_axis(8, asked, **bounds))


@pytest.mark.parametrize("kept", [
    {"kernel_size": LARGE}, {"dilation": 968_185, "stride": 16, "output_padding": 1},
    {"kernel_size": 38, "stride": 14_157_408, "dilation": 32}, {"kernel_size": 875_297, "stride": 364_513},
])  # fmt: skip
def test_a_search_without_end_is_refused_at_once(kept: dict[str, Any]) -> None:
    with pytest.raises(InvalidLayerError) as raised:
        solve(2, 4_727_719, **kept)
    found = raised.value.diagnostics[0]
    assert found.value("unit") == "crops"
    assert found.value("needed") > MAX_TRIED == found.value("limit")


@pytest.mark.parametrize(("size", "asked", "kept"), [
    (1, 1, {"stride": 1, "dilation": 749_923_111, "output_padding": 1}),
    (14, (1_157_671, 394_607, 77_934), {"stride": (77_621, 24_552, 29), "dilation": 92_696, "padding": "SAME"}),
    (6, (6, 1, 4), {"kernel_size": 3, "dilation": (1, 80_443, 14), "padding": 464_979, "output_padding": 1}),
])  # fmt: skip
def test_a_reason_is_found_without_a_search(size: Any, asked: Any, kept: dict[str, Any]) -> None:
    with pytest.raises(InvalidLayerError):
        solve(size, asked, **kept)


# --- 32 bits ------------------------------------------------------------------------------------------------------


def test_nothing_beyond_32_bits_is_offered() -> None:
    (error,) = check(LayerParams.of(1, 1, 3, output_padding=(LARGE, 0, 0)), 8)
    assert [fix.label for fix in error.fixes] == ["output_padding[D] = 0"]
    with pytest.raises(InvalidLayerError) as raised:
        solve(LARGE, LARGE - 2, kernel_size=1, stride=1, padding=0)
    assert [fix.label for fix in raised.value.diagnostics[0].fixes] == ["output_size[D] = 2147483647"]
    with pytest.raises(InvalidLayerError) as raised:
        solve(LARGE // 2 + 1, LARGE, kernel_size=1, stride=2, padding=0, output_padding=1)
    assert [fix.label for fix in raised.value.diagnostics[0].fixes] == []
    assert input_sizes_for(LayerParams.of(1, 1, 3, padding=LARGE), LARGE)[0] == range(0)


# --- what used to be walked ---------------------------------------------------------------------------------------


def test_sources_of_a_long_axis_are_found_without_walking_it() -> None:
    axis = plan(LayerParams.of(1, 1, 3, dilation=10**9), LARGE).w
    assert axis.sources(2 * 10**9) == ((0, 2), (10**9, 1), (2 * 10**9, 0))


def test_counts_of_long_kernels_are_found_without_walking_them() -> None:
    axis = plan(LayerParams.of(1, 1, 50_000), 50_000).w
    assert axis.overlap().tolist() == [*range(1, 50_001), *range(49_999, 0, -1)]


def test_counts_are_those_of_every_pair() -> None:
    for kernel, stride, dilation, front in product((1, 2, 5), (1, 2, 6), (1, 2, 3, 9), (0, 1)):
        axis = plan(LayerParams.of(1, 1, kernel, stride, [front, 0] * 3, 0, dilation), 4).d
        pairs = [i * stride + k * dilation - front for i in range(4) for k in range(kernel)]
        assert axis.overlap().tolist() == [pairs.count(o) for o in range(axis.output_size)]
        assert [len(axis.sources(o)) for o in range(axis.output_size)] == axis.overlap().tolist()
