"""Memory of results is used again, and never while anyone can read them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from conv3dt_core import conv3d_transpose
from conv3dt_core.backends import results

SHAPE, FLOAT = (4, 2**16), np.dtype(np.float32)


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(results, "_kept", [])


def where(array):
    return array.__array_interface__["data"][0]


@pytest.mark.parametrize("hold", [
    lambda y: y, lambda y: y.reshape(-1)[5:], lambda y: y.T.view(np.int32)[::-1], memoryview, lambda y: y.flat,
    np.broadcast_arrays, lambda y: y.base,
])  # fmt: skip
def test_what_someone_can_read_is_not_used(hold):
    y = results.result(SHAPE, FLOAT)
    place, held = where(y), hold(y)
    del y
    assert [where(results.result(SHAPE, FLOAT)) == place for _ in range(4)] == [False] * 4
    del held


def test_a_loop_takes_two_memories():
    y, places = None, set()
    for _ in range(10):
        y = results.result(SHAPE, FLOAT)
        places.add(where(y))
    assert len(places) == 2


def test_of_what_is_unused_only_what_is_wanted_is_kept():
    held = [results.result(SHAPE, FLOAT) for _ in range(2)]
    held.clear()
    y = results.result((3, *SHAPE), FLOAT)
    assert [memory.size for memory in results._kept] == [y.nbytes]


def test_a_large_result_finds_nothing_unused_beside_it():
    held = [results.result(SHAPE, FLOAT) for _ in range(2)]
    held.pop()
    results.result((results._MOST + 1,), np.dtype(np.int8))
    assert len(results._kept) == 1


@pytest.mark.parametrize("size", [results._LEAST - 1, results._MOST + 1])
def test_small_and_large_results_are_not_kept(size):
    results.result((size,), np.dtype(np.int8))
    assert not results._kept


def test_threads_share_no_result():
    def compute(number):
        y = results.result(SHAPE, FLOAT)
        y[...] = number
        return all(np.all(y == number) for _ in range(3))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(compute, range(400)))


def test_a_second_call_leaves_the_first_result_alone():
    x, weight = np.ones((1, 1, 40, 40, 40), np.float32), np.ones((1, 1, 2, 2, 2), np.float32)
    first = conv3d_transpose(x, weight, stride=2)
    conv3d_transpose(2 * x, weight, stride=2)
    conv3d_transpose(3 * x, weight, stride=2)
    assert results._kept
    assert np.all(first == 1)
