"""What a pointer meets, against a march along the line of sight that knows nothing of the arithmetic it checks."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page

from tests.browser.scene import painted, turn

SCATTER = "in_d=3&in_h=4&in_w=4&" + "&".join(f"{n}_{a}={v}" for n, v in (("s", 2), ("pf", 1), ("pb", 1)) for a in "dhw")
GATHER = f"{SCATTER}&sel=output&v_d=2&v_h=3&v_w=3"
# Matrices of the camera, box of the panel and all marks, as the picture on the screen has them.
STATE = """() => { const view = document.querySelector('.c3-scene').__view, { gd } = view, { scene } = gd._fullLayout;
    const { glplot } = scene._scene, { view: look, projection } = glplot.cameraParams, aspect = glplot.getAspectratio();
    return { look: [...look], projection: [...projection], zoom: [aspect.x, aspect.y, aspect.z],
        ranges: ['xaxis', 'yaxis', 'zaxis'].map(name => scene[name].range), size: [gd.clientWidth, gd.clientHeight],
        marks: Object.values(view.marks).flat().map(m => [`${[m.name, m.tap, m.voxel]}`, [...m.middle], m.half]) }; }"""
UNDER = """([x, y]) => { const view = document.querySelector('.c3-scene').__view;
    const box = view.stage.getBoundingClientRect();
    const mark = view.under({ clientX: box.left + x, clientY: box.top + y });
    return mark && `${[mark.name, mark.tap, mark.voxel]}`; }"""
STEPS = 6000


def screen(state: dict[str, Any], points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Data points (n, 3) -> x and y in the panel, and depth, which falls towards the reader."""
    ranges = np.array(state["ranges"])
    world = (points - ranges.mean(axis=1)) / np.ptp(ranges, axis=1) * state["zoom"]
    matrix = np.reshape(state["projection"], (4, 4)).T @ np.reshape(state["look"], (4, 4)).T
    clip = np.column_stack([world, np.ones(len(world))]) @ matrix.T
    width, height = state["size"]
    return np.column_stack([(clip[:, 0] + 1) / 2 * width, (1 - clip[:, 1]) / 2 * height, clip[:, 2]])


def marched(state: dict[str, Any], at: NDArray[np.float64]) -> str | None:
    """Return the first mark that STEPS points on the line of sight through a pixel lie in."""
    middles = np.array([middle for _, middle, _ in state["marks"]], float)
    halves = np.array([half for _, _, half in state["marks"]], float)
    origin, *ends = screen(state, np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]], float))
    to_screen = np.array(ends).T - origin[:, None]  # (3, 3): data -> x, y, depth
    depths = screen(state, middles)[:, 2]
    line = np.linspace(depths.min() - 0.2 * np.ptp(depths) - 1e-6, depths.max() + 0.2 * np.ptp(depths) + 1e-6, STEPS)
    sight = np.column_stack([np.full(STEPS, at[0]), np.full(STEPS, at[1]), line])
    places = np.linalg.solve(to_screen, (sight - origin).T).T
    for place in places:
        inside = np.flatnonzero((np.abs(place - middles) <= halves[:, None]).all(axis=1))
        if len(inside):
            return str(state["marks"][inside[0]][0])
    return None


@pytest.mark.parametrize("query", [SCATTER + "&v_d=1&v_h=1&v_w=3", GATHER])
def test_the_nearest_cube_under_the_pointer(server: str, page: Page, query: str) -> None:
    page.goto(f"{server}/scatter-3d?{query}&n=1&cin=1&cout=1")
    painted(page)
    turn(page)
    state = page.evaluate(STATE)
    seen = screen(state, np.array([middle for _, middle, _ in state["marks"]], float))[:, :2]
    # A few pixels off the middles, so that near and far cubes overlap there.
    spots = (seen + np.random.default_rng(0).uniform(-9, 9, seen.shape))[:: max(1, len(seen) // 60)]
    wanted = [marched(state, spot) for spot in spots]
    assert sum(name is not None for name in wanted) >= 15
    met = [page.evaluate(UNDER, spot.tolist()) for spot in spots]
    assert [(name, got) for name, got in zip(wanted, met, strict=True) if name is not None and got != name] == []


def test_beside_a_small_cube_it_is_still_meant_and_far_from_all_nothing_is(server: str, page: Page) -> None:
    page.goto(f"{server}/scatter-3d?{SCATTER}&v_d=1&v_h=1&v_w=3&n=1&cin=1&cout=1")
    painted(page)
    state = page.evaluate(STATE)
    named = {name: middle for name, middle, _ in state["marks"]}
    y = screen(state, np.array([named["inputs,,0,0,0"]], float))[0][1]
    half = next(half for name, _, half in state["marks"] if name == "inputs,,0,0,0")
    edge = screen(state, np.array([np.array(named["inputs,,0,0,0"]) - [half, 0, 0]], float))[0][0]
    assert page.evaluate(UNDER, [edge - 4, y]) == "inputs,,0,0,0"
    assert page.evaluate(UNDER, [edge - 40, y + 40]) is None
    assert page.evaluate(UNDER, [2, 2]) is None
