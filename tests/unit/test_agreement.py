"""The ways agree on random layers, and one that does not is seen."""

import importlib.util
from time import process_time
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from conv3dt_core import LayerParams, agreement, plan, reference
from conv3dt_core.agreement import MAX_PAIRS
from tests.property.strategies import Layer, valid_layers

WAYS = ["scatter", "gather", "zero-insertion", "torch"]


@settings(max_examples=40)
@given(valid_layers(between=True))
def test_all_agree(layer: Layer) -> None:
    found = agreement.agreement(layer.params, plan(*layer.asked))
    assert [way.name for way in found.ways] == WAYS
    assert all(way.agrees or way.missing for way in found.ways), found


def test_a_large_input_is_run_with_fewer_voxels_and_the_same_crop() -> None:
    params = LayerParams.of(2, 3, 3, stride=2, padding=[0, 1, 2, 0, 1, 1])
    found = agreement.agreement(params, plan(params, (40, 9, 3)))
    assert found.input_size < (40, 9, 3)
    assert np.prod(found.input_size) * 27 <= MAX_PAIRS
    assert all(way.agrees or way.missing for way in found.ways)


@pytest.mark.parametrize(("size", "pads"), [((2**31 - 1, 9, 3), 0), ((2**31 - 1, 2**31 - 1, 2**31 - 1), 2**30)])
def test_an_endless_input_is_shortened_at_once(size: tuple[int, int, int], pads: int) -> None:
    params = LayerParams.of(1, 1, 3, padding=[pads, 0] * 3 if pads else 0)
    start = process_time()
    found = agreement.agreement(params, plan(params, size))
    assert process_time() - start < 5  # importing torch is in it
    assert bool(found.ways) is not bool(pads)


def test_a_layer_beyond_the_memory_of_a_call_is_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONV3DT_MAX_BYTES", "1000")
    params = LayerParams.of(1, 1, 7)
    assert agreement.agreement(params, plan(params, (1, 1, 2))).ways == ()


def test_what_is_too_large_is_not_run() -> None:
    params = LayerParams.of(1, 1, 12)
    assert agreement.agreement(params, plan(params, 3)).ways == ()
    params = LayerParams.of(512, 512, 1)
    assert agreement.agreement(params, plan(params, 3)).ways == ()


@pytest.mark.parametrize("given", [{"stride": 90}, {"stride": 1000}, {"dilation": 400}, {"stride": 31, "padding": 30}])
def test_an_output_with_many_voxels_is_not_worked_out_in_loops(given: dict[str, int]) -> None:
    params = LayerParams.of(1, 1, 3, **given)
    start = process_time()
    found = agreement.agreement(params, plan(params, 4))
    assert process_time() - start < 5  # importing torch is in it
    assert all(way.agrees or way.missing for way in found.ways)


def test_what_is_not_installed_is_not_called_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agreement, "find_spec", lambda name: None)
    params = LayerParams.of(1, 1, 2, stride=3)
    *_, torch = agreement.agreement(params, plan(params, 2), bias=False).ways
    assert (torch.name, torch.missing, torch.difference, torch.agrees) == ("torch", True, None, False)
    assert importlib.util.find_spec("numpy")


def test_one_wrong_voxel_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def off(*arguments: Any) -> Any:
        y = reference.gather(*arguments)
        y[0, 0, 1, 1, 1] += 1e-9
        return y

    monkeypatch.setitem(agreement._LOOPS, "gather", off)
    params = LayerParams.of(1, 1, 3, stride=2, dilation=2)
    ways = {way.name: way.agrees for way in agreement.agreement(params, plan(params, 3)).ways}
    assert (ways["scatter"], ways["zero-insertion"], ways["gather"]) == (True, True, False)
