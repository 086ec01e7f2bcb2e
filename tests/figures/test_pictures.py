"""The drawings of the four pictures: one contribution framed in each, with the numbers torch computes."""

import re
from collections import Counter
from itertools import product
from math import prod
from xml.etree import ElementTree

import numpy as np
import pytest

from conv3dt_core import Geometry, LayerParams, plan
from conv3dt_core.figures.ladder import on_rung
from conv3dt_core.figures.pictures import gradient, matrix, scatter, zeros
from conv3dt_core.figures.pictures.grid import Grid, window
from conv3dt_core.figures.pictures.planes import Titles
from conv3dt_core.figures.pictures.sizes import SizeWords, sizes
from conv3dt_core.pictures import FourPictures, focus, four_pictures
from conv3dt_core.pictures.sizes import line

TITLES = Titles("x", "w", "y", "spread", "flipped", "v", "u")
WORDS = SizeWords("{size}:{gives}", "chosen {size}:{gives}", "other {size}:{gives}", "shifted {pads}")
SVG = "{http://www.w3.org/2000/svg}"
LAYERS = {
    "plain": (LayerParams.of(1, 1, 3), 5),
    "strided": (LayerParams.of(1, 1, 3, 2, 1), 3),
    "asymmetric": (LayerParams.of(1, 1, (2, 3, 4), (2, 1, 3), (0, 1, 1, 0, 2, 1), (1, 0, 2), (1, 2, 1)), (3, 4, 2)),
    "holes": (LayerParams.of(1, 1, 2, 3), 3),
    "dilated": (LayerParams.of(1, 1, 3, 2, 1, 2, 3), 4),
    "cut": (LayerParams.of(1, 1, 3, 1, (4, 3, 4, 3, 4, 3)), 7),
}


def worked(name: str) -> FourPictures:
    params, size = LAYERS[name]
    geometry = plan(params, size)
    random = np.random.default_rng(3)
    x, w = (random.integers(-9, 10, shape) for shape in (geometry.input_size, geometry.kernel_size))
    return four_pictures(geometry, x, w)


def drawn(svgs: str) -> list[ElementTree.Element]:
    named = svgs.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"')
    return list(ElementTree.fromstring(f"<all>{named}</all>"))


def lit(svg: ElementTree.Element) -> tuple[int, int] | None:
    found = [element.attrib["data-lit"] for element in svg.iter() if "data-lit" in element.attrib]
    assert len(found) <= 1
    if not found:
        return None
    row, column = map(int, found[0].split(","))
    return row, column


def text_at_frame(svg: ElementTree.Element) -> str:
    """The number in the framed cell."""
    (frame,) = [element for element in svg.iter() if "data-lit" in element.attrib]
    left, top = float(frame.attrib["x"]), float(frame.attrib["y"])
    inside = [
        element.text or ""
        for element in svg.iter(f"{SVG}text")
        if left < float(element.attrib["x"]) < left + 24 and top < float(element.attrib["y"]) < top + 24
    ]
    assert len(inside) == 1
    return inside[0].replace("\N{MINUS SIGN}", "-")


def voxels(geometry: Geometry) -> list[tuple[str, tuple[int, int, int]]]:
    """Every seventh voxel of both sides."""
    sides = (("input", geometry.input_size), ("output", geometry.output_size))
    return [(side, voxel) for side, size in sides for voxel in list(product(*map(range, size)))[::7]]


@pytest.mark.parametrize("name", LAYERS)
def test_one_contribution_is_framed_in_each_with_its_numbers(name: str) -> None:
    four = worked(name)
    geometry = four.geometry
    for side, voxel in voxels(geometry):
        followed = focus(geometry, side, voxel)  # type: ignore[arg-type]
        x, w, y = drawn(scatter.scatter(four, followed, TITLES, "label"))
        spread, flipped = drawn(zeros.zero_insertion(four, followed, TITLES, "label"))
        if not followed.meets:
            assert {lit(plane) for plane in (x, w, y, spread, flipped)} == {None}
            continue
        assert lit(x) == followed.source[1:]
        assert lit(w) == followed.tap[1:]
        assert lit(flipped) == tuple(n - 1 - k for n, k in zip(geometry.kernel_size[1:], followed.tap[1:], strict=True))
        factors = four.x[followed.source], four.w[followed.tap]
        assert [float(text_at_frame(plane)) for plane in (x, w)] == list(factors)
        assert [float(text_at_frame(plane)) for plane in (spread, flipped)] == list(factors)
        if followed.target is not None:
            assert lit(y) == followed.target[1:]
            assert float(text_at_frame(y)) == four.matrix[followed.target]
        if four.gradient is not None and followed.target is not None:
            v, u = drawn(gradient.gradient(four, followed, TITLES, "label"))
            assert (lit(v), lit(u)) == (followed.source[1:], followed.target[1:])
            assert float(text_at_frame(u)) == four.matrix[followed.target]
            assert float(text_at_frame(v)) == factors[0]


@pytest.mark.parametrize("name", [*LAYERS, "tap by tap"])
def test_the_window_is_framed_only_on_a_slice_it_reads(name: str) -> None:
    four = worked("strided" if name == "tap by tap" else name)
    geometry = four.geometry
    if four.gradient is None:
        return
    for voxel in product(*map(range, geometry.input_size)):
        taps = range(prod(geometry.kernel_size)) if name == "tap by tap" else [None]
        for tap in taps:
            followed = focus(geometry, "input", voxel, tap)
            _, u = drawn(gradient.gradient(four, followed, TITLES, "label"))
            frames = [r for r in u.iter(f"{SVG}rect") if "--c3-input)" in r.attrib["style"]]
            read = {geometry.d.target(voxel[0], k) for k in range(geometry.d.kernel_size)}
            assert bool(frames) == (followed.depths[2] in read), (voxel, tap)


@pytest.mark.parametrize("name", LAYERS)
@pytest.mark.parametrize("rung", ["1d", "2d", "3d"])
def test_row_and_column_of_the_matrix_are_those_of_the_contribution(name: str, rung: str) -> None:
    geometry, voxel = on_rung(worked(name).geometry, (1, 1, 1), rung)  # type: ignore[arg-type]
    followed = focus(geometry, "input", voxel)
    found = matrix.block(geometry, followed)
    assert found.rows * matrix.DOT <= matrix.HEIGHT
    assert found.columns * matrix.DOT <= matrix.WIDTH
    assert found.column is not None
    left = zip(followed.position[: found.axes], geometry.output_size, strict=False)
    inside = all(0 <= place < size for place, size in left)  # else the lit slices do not meet: a block of zeros
    drawn_axes = geometry.axes[found.axes :]
    assert len(found.cells) == inside * prod(int(axis.overlap().sum()) for axis in drawn_axes)
    in_column = [row for row, column, _ in found.cells if column == found.column]
    # Of the voxel's own contributions, those whose first axes go through the slices that are drawn.
    kept = [target for tap, target in geometry.targets(voxel) if tap[: found.axes] == followed.tap[: found.axes]]
    assert len(in_column) == len(kept)
    if followed.target is not None:
        assert found.row in in_column


def test_a_large_matrix_is_a_block_and_its_numbers_are_the_kernels() -> None:
    four = worked("plain")
    assert matrix.block(four.geometry, focus(four.geometry, "input", (1, 1, 1))).axes == 1
    followed = focus(four.geometry, "input", (1, 1, 1))
    (crossing,) = drawn(matrix.crossing(four, followed, "title", "label"))
    entries = [g for g in crossing.iter(f"{SVG}g") if g.attrib.get("data-role", "")[:3] in ("ker", "tap")]
    shown = Counter(text.text for group in entries for text in group.iter(f"{SVG}text"))
    row = four.w[followed.tap[0], followed.tap[1]]  # 7 rows, 5 columns: each tap stands in every column once
    assert shown == Counter([f"{value:.0f}".replace("-", "\N{MINUS SIGN}") for value in row] * 5)


def test_what_padding_cuts_from_the_spread_input_is_hatched() -> None:
    four = worked("cut")
    spread, _ = drawn(zeros.zero_insertion(four, focus(four.geometry, "input", (3, 3, 3)), TITLES, "label"))
    assert spread.find(f".//{SVG}g[@data-role='crop']") is not None
    plain = worked("plain")
    spread, _ = drawn(zeros.zero_insertion(plain, focus(plain.geometry, "input", (3, 3, 3)), TITLES, "label"))
    assert spread.find(f".//{SVG}g[@data-role='crop']") is None


@pytest.mark.parametrize("name", LAYERS)
def test_a_plane_that_is_cut_says_of_what_it_is_a_part(name: str) -> None:
    four = worked(name)
    titles = TITLES._replace(part="part of {size}")
    for side, voxel in voxels(four.geometry):
        followed = focus(four.geometry, side, voxel)  # type: ignore[arg-type]
        svgs = scatter.scatter(four, followed, titles, "label") + gradient.gradient(four, followed, titles, "label")
        planes = drawn(svgs + zeros.zero_insertion(four, followed, titles, "label"))
        sizes = [four.geometry.input_size, four.geometry.kernel_size, four.geometry.output_size]
        sizes += [sizes[0], sizes[2]] if four.gradient is not None else []
        for plane, (_, height, width) in zip(planes, [*sizes, four.zeros.spread.shape, sizes[1]], strict=True):
            rows, columns = heads(plane)
            texts = [text.text or "" for text in plane.iter(f"{SVG}text")]
            whole = {*range(height)} <= rows and {*range(width)} <= columns
            size = " × ".join(str(n) for n in (height, width) if n > 1)
            assert [text for text in texts if text.startswith("part")] == ([] if whole else [f"part of {size}"])
            assert height - 1 in rows or mark(plane, under=True) == "⋮"
            assert width - 1 in columns or any(text.endswith("…") for text in texts)
            cut = 0 not in rows, 0 not in columns
            assert cut == (False, False) or mark(plane) in {(True, False): "⋮⋱", (False, True): "…⋱"}.get(cut, "⋱")


def heads(plane: ElementTree.Element) -> tuple[set[int], set[int]]:
    """The indices of rows and columns that stand at a plane."""
    (group,) = (g for g in plane.iter(f"{SVG}g") if "font-size:12px" in g.attrib.get("style", ""))
    texts = [(float(text.attrib["y"]), text.text or "") for text in group.iter(f"{SVG}text")]
    numbers = [(y, int(text.strip("…").replace("\N{MINUS SIGN}", "-"))) for y, text in texts]
    top = min(y for y, _ in numbers)
    return {n for y, n in numbers if y > top}, {n for y, n in numbers if y == top}


def mark(plane: ElementTree.Element, under: bool = False) -> str | None:
    """What stands in the corner over the indices of the rows, or under them."""
    texts = (t for t in plane.iter(f"{SVG}text") if t.attrib["x"] == "9" and t.text in {*"⋮…⋱"})
    return next((t.text for t in texts if (float(t.attrib["y"]) > 30) == under), None)


def test_long_numbers_widen_their_plane() -> None:
    widths = []
    for text in ("\N{MINUS SIGN}99", "\N{MINUS SIGN}999", "\N{MINUS SIGN}9999"):
        grid = Grid("", range(2), range(4), "label")
        grid.outline(range(2), range(4), "ink")
        grid.cell(0, 0, "input", text)
        (svg,) = drawn(grid.svg())
        (frame,) = svg.iter(f"{SVG}rect")
        widths.append(float(frame.attrib["width"]) / 4)
        assert float(frame.attrib["x"]) + float(frame.attrib["width"]) <= float(svg.attrib["width"])
        assert "textLength" not in ElementTree.tostring(svg, "unicode")
    assert widths == [24, 34, 41]


@pytest.mark.parametrize("part", ["part of 16 × 16", "16 × 16 的一部分"])
def test_what_is_said_under_a_plane_does_not_widen_it(part: str) -> None:
    # x, w and y stand side by side in a card of a screen 1280 pixels wide, with nothing to spare.
    said, silent = (drawn(Grid("x", range(4), range(4), "label", part=words).svg())[0] for words in (part, ""))
    assert said.attrib["width"] == silent.attrib["width"]
    assert float(said.attrib["height"]) > float(silent.attrib["height"])


def test_restored_values_and_true_zeros_look_different() -> None:
    geometry = plan(LayerParams.of(1, 1, 3, 3, 1, 2), 3)
    axis = geometry.w
    (picture,) = drawn(sizes(axis, line(axis, np.ones(3), np.ones(3)), WORDS, "label"))
    chosen = picture.find(f".//{SVG}g[@data-chosen='1']")
    assert chosen is not None
    styles = [element.attrib["style"] for element in chosen.iter(f"{SVG}path")]
    assert sum("c3-extra-tint" in style for style in styles) == 1  # the one value padding had cropped
    assert sum("c3-extra)" in style and "fill:none" in style for style in styles) == 1  # beyond the full size
    texts = [element.text or "" for element in picture.iter(f"{SVG}text")]
    assert [text for text in texts if ":" in text] == ["other 6:2", "7:3", "8:3", "chosen 9:3", "other 10:4"]
    assert "shifted (0, 2)" in texts


@pytest.mark.parametrize("kernel", [1, 3, 30])
@pytest.mark.parametrize("stride", [1, 3, 40])
@pytest.mark.parametrize("pad", [0, 1, 9])
def test_the_end_of_the_base_size_is_always_in_sight(kernel: int, stride: int, pad: int) -> None:
    axis = plan(LayerParams.of(1, 1, kernel, stride, pad), 25).w
    (picture,) = drawn(sizes(axis, line(axis, np.ones(25), np.ones(kernel)), WORDS, "label"))
    chosen = picture.find(f".//{SVG}g[@data-chosen='1']")
    assert chosen is not None
    styles = [element.attrib["style"] for element in chosen.iter(f"{SVG}path")]
    assert sum("c3-output-tint" in style for style in styles) >= 6
    width = float(picture.attrib["width"])
    ends = [float(text.attrib["x"]) for text in picture.iter(f"{SVG}text")]
    assert all(end <= width for end in ends)


@pytest.mark.parametrize(("around", "first"), [(0, 0), (5, 3), (9, 6)])
def test_a_window_holds_what_it_is_put_round(around: int, first: int) -> None:
    assert window(range(10), around, 4) == range(first, first + 4)
    assert window(range(3), around, 4) == range(3)


def test_a_grid_says_nothing_of_cells_out_of_sight() -> None:
    grid = Grid('a "title" & <more>', range(2), range(2), "label & <more>")
    grid.cell(0, 0, "input", "7")
    grid.cell(5, 5, "input", "8")
    grid.lit(5, 5)
    (svg,) = drawn(grid.svg())
    assert [element.text for element in svg.iter(f"{SVG}text")] == ['a "title" & <more>', "0", "1", "0", "1", "7"]
    assert lit(svg) is None
    assert re.search("label", svg.attrib["aria-label"])
