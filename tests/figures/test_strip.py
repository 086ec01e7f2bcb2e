"""The strip as SVG: what is drawn is what the geometry says, nothing leaves the picture, labels do not collide."""

import re
from collections import Counter
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conv3dt_core.figures import _frame, _ruler
from conv3dt_core.figures.captions import StripWords
from conv3dt_core.figures.columns import Line, Role
from conv3dt_core.figures.strip import strip
from conv3dt_core.geometry import AxisGeometry

from .test_columns import lines

ENGLISH = StripWords("input", "output", "cropped {count}", "missing {count}", "output_size: {range}")
CHINESE = StripWords("输入", "输出", "裁掉 {count}", "缺 {count}", "output_size：{range}")
WIDTHS = list(_frame.STYLES)
SVG = "{http://www.w3.org/2000/svg}"


def draw(line: Line, width: _frame.Width = "wide", words: StripWords = ENGLISH) -> ElementTree.Element:
    svg = strip(line, words, 'of "D" & <H>', width).svg
    return ElementTree.fromstring(svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1))


def group(root: ElementTree.Element, name: str, value: str) -> ElementTree.Element | None:
    return root.find(f".//{SVG}g[@{name}='{value}']")


def texts(root: ElementTree.Element | None) -> list[str]:
    return [] if root is None else [element.text or "" for element in root.iter(f"{SVG}text")]


def refused_at(root: ElementTree.Element) -> float | None:
    """Where the struck-out circle stands."""
    circle = root.find(f".//{SVG}g[@data-mark='refused']/{SVG}circle")
    return None if circle is None else float(circle.attrib["cx"])


def extent(element: ElementTree.Element, font: float) -> list[tuple[float, float]]:
    """Corners of what an element covers; the width of text is estimated."""
    value = {name: float(text) for name, text in element.attrib.items() if re.fullmatch(r"-?[0-9.]+", text)}
    match element.tag.removeprefix(SVG):
        case "rect":
            return [
                (value["x"], value["y"]),
                (value["x"] + value["width"], value["y"] + value["height"]),
            ]
        case "circle":
            return [(value["cx"] + sign * value["r"], value["cy"] + sign * value["r"]) for sign in (-1, 1)]
        case "path":
            numbers = re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", element.attrib["d"])
            return [(float(x), float(y)) for x, y in numbers]
        case "text":
            style = element.attrib["style"]
            size = re.search(r"font-size:([\d.]+)px", style)
            width = _frame.text_width(element.text or "", float(size[1]) if size else font)
            start = {"start": 0.0, "middle": width / 2, "end": width}[re.search(r"anchor:(\w+)", style)[1]]  # type: ignore[index]
            return [(value["x"] - start, value["y"]), (value["x"] - start + width, value["y"])]
    return []


@given(lines(), st.sampled_from(WIDTHS), st.sampled_from([ENGLISH, CHINESE]))
def test_nothing_leaves_the_picture(line: Line, width: _frame.Width, words: StripWords) -> None:
    root = draw(line, width, words)
    _, _, right, bottom = map(float, root.attrib["viewBox"].split())
    font = _frame.STYLES[width].font
    for element in root.iter():
        for x, y in extent(element, font):
            assert -1 <= x <= right + 1, (element.tag, element.attrib, element.text)
            assert -1 <= y <= bottom + 1, (element.tag, element.attrib, element.text)


@given(lines(legal=True), st.sampled_from(WIDTHS))
def test_both_rows_have_their_names(line: Line, width: _frame.Width) -> None:
    names = [label for label in texts(draw(line, width)) if label in ("input", "output")]
    assert names == ["input", "output"]


@given(lines(legal=True))
def test_cells_by_role_are_as_many_as_the_geometry_counts(line: Line) -> None:
    root = draw(line)
    drawn = Counter(
        {
            role: len(found.findall(f"{SVG}rect"))
            for role in Role
            if (found := group(root, "data-role", role)) is not None
        }
    )
    columns = _frame.Frame.of(line, _frame.STYLES["wide"]).columns
    assert drawn == Counter(role for column in columns if (role := line.role(column)))
    if len(columns) == line.column_count:  # nothing left out: these are the geometry's own counts
        overlap = line.axis.overlap()
        assert drawn[Role.OUTPUT] + drawn[Role.EXTRA] == (overlap > 0).sum()
        assert drawn[Role.HOLE] + drawn[Role.ZERO] == (overlap == 0).sum()


@given(lines(), st.sampled_from(WIDTHS))
def test_the_tag_says_the_size_and_is_red_when_it_is_refused(line: Line, width: _frame.Width) -> None:
    tag = group(draw(line, width), "data-row", "tag")
    assert texts(tag) == [str(line.asked).replace("-", "−")]
    box = tag.find(f"{SVG}rect")  # type: ignore[union-attr]
    assert box.attrib["style"] == f"fill:var(--c3-{'ink' if line.is_legal else 'error'})"


def test_first_view() -> None:
    # Conv3DTranspose(4, 6, 3) on 8 voxels: 0..7 over 0..9, one legal size, the closed end struck out.
    root = draw(Line(AxisGeometry("D", 8, 3, 1, 1, 0, 0, 0), selected=4))
    assert texts(group(root, "data-row", "input")) == [str(voxel) for voxel in range(8)]
    assert texts(group(root, "data-row", "taps")) == ["0", "1", "2"]
    assert texts(group(root, "data-row", "ruler")) == ["10", "output_size: 10", "10"]
    assert refused_at(root) is not None
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == 'of "D" & <H>'


@given(lines(), st.sampled_from(WIDTHS))
def test_the_struck_circle_stands_one_beyond_the_legal_sizes(line: Line, width: _frame.Width) -> None:
    root, (low, high) = draw(line, width), line.axis.output_size_range
    x = refused_at(root)
    assert (x is None) == (low > high)
    if x is not None:
        frame = _frame.Frame.of(line, _frame.STYLES[width])
        assert line.end_column(high + 1) in frame.columns
        assert x == pytest.approx(frame.edge(high + 1), abs=0.01)
        (tag,) = texts(group(root, "data-row", "tag"))
        pills = [label for role in ("valid", "warning") for label in texts(group(root, "data-pill", role))]
        y = float(root.find(f".//{SVG}g[@data-mark='refused']/{SVG}circle").attrib["cy"])  # type: ignore[union-attr]
        assert (y == frame.style.ruler_y) == (str(high + 1) not in {tag, *pills})  # below a number of its own size


def test_one_beyond_the_range_is_a_red_cell_over_the_struck_circle() -> None:
    line = Line(AxisGeometry("D", 5, 3, 3, 1, 1, 1, 3), by_output_size=True, selected=2)
    root = draw(line)
    assert len(group(root, "data-role", "past").findall(f"{SVG}rect")) == 1  # type: ignore[union-attr]
    assert texts(group(root, "data-row", "ruler")) == ["13", "14", "15", "output_size: 13–15", "16"]
    assert refused_at(root) is not None


def test_sizes_that_only_output_padding_reaches_hang_in_a_dashed_pill() -> None:
    # dilation 3 > stride 1: output_size 14 only, output_padding 1 and 2 reach 15 and 16 as well.
    root = draw(Line(AxisGeometry("D", 8, 3, 1, 3, 0, 0, 1)))
    legal, padded = group(root, "data-pill", "valid"), group(root, "data-pill", "warning")
    looks = [pill.find(f"{SVG}rect").attrib["style"] for pill in (legal, padded)]  # type: ignore[union-attr]
    assert ["dasharray" in look for look in looks] == [False, True]
    assert (texts(legal), texts(padded)) == (["14"], ["15", "16"])


def test_cropped_taps_are_dashed_and_counted() -> None:
    root = draw(Line(AxisGeometry("D", 5, 3, 2, 1, 1, 1, 0), selected=0))
    badges = group(root, "data-row", "taps").findall(f"{SVG}circle")  # type: ignore[union-attr]
    assert ["dasharray" in badge.attrib["style"] for badge in badges] == [True, False, False]
    assert texts(root).count("cropped 1") == 2  # one at each end


@pytest.mark.parametrize("width", WIDTHS)
def test_long_axes_are_broken_and_stay_small(width: _frame.Width) -> None:
    drawn = strip(Line(AxisGeometry("D", 512, 5, 4, 1, 2, 1, 0), selected=300), ENGLISH, "", width)
    assert "⋯" in drawn.svg
    assert len(drawn.svg) < 12_000
    root = draw(Line(AxisGeometry("D", 512, 5, 4, 1, 2, 1, 0), selected=300), width)
    assert {"0", "511"} <= set(texts(group(root, "data-row", "input")))


@given(lines(st.integers(1, 600)), st.sampled_from(WIDTHS))
def test_numbers_of_neighbouring_cells_do_not_touch(line: Line, width: _frame.Width) -> None:
    frame = _frame.Frame.of(line, _frame.STYLES[width])
    widest = max(len(str(column)) for column in frame.columns)
    assert 0.56 * frame.style.font * widest < frame.cell_width


def test_range_text() -> None:
    assert [_ruler.range_text(*ends) for ends in ((15, 16), (10, 10), (1, 0))] == ["15–16", "10", "—"]
