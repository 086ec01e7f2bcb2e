"""The HTML that a notebook shows, and the scene it can ask for."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from html.parser import HTMLParser
from itertools import product
from typing import Any

import pytest

from conv3dt_core import Conv3DTranspose, Geometry, LayerParams, plan, solve
from conv3dt_core.diagnostics import AXES
from conv3dt_core.explain import explain
from conv3dt_core.figures.theme import DARK, LIGHT
from conv3dt_core.messages import title
from tests.unit.layers import drawn

LAYER = Conv3DTranspose(4, 6, (3, 3, 4), stride=2, padding=1)
X = (2, 4, 8, 8, 8)
VOID = {"br", "img", "hr", "meta", "input", "link"}


class Page(HTMLParser):
    """Text and tags of a piece of HTML; a tag that is not closed, or closed out of turn, is an error."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.tags: list[str] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []  # (classes and tags around it, text)
        self.feed(html)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert len({name for name, _ in attrs}) == len(attrs), attrs
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        opened, _ = self.open.pop()
        assert opened == tag, f"</{tag}> closes <{opened}>"

    def handle_data(self, data: str) -> None:
        around = [name for tag, attrs in self.open for name in (tag, *(attrs.get("class") or "").split())]
        self.texts.append((tuple(around), data))

    def within(self, *names: str) -> list[str]:
        """Texts that stand inside all of these classes or tags."""
        return [text for around, text in self.texts if set(names) <= set(around)]

    def words(self, *without: str) -> str:
        said = (text for around, text in self.texts if not set(around) & {"style", *without})
        return re.sub(r"\s+", " ", " ".join(said))


#: Everything a notebook may show, right and wrong, by name; made when it is asked for.
LAYERS = {
    "legal": (LAYER.params, X, None),
    "output_size too large": (LAYER.params, X, 17),
    "four axes": (LAYER.params, (4, 8, 8), None),
    "channels last": (LAYER.params, (2, 8, 8, 8, 4), None),
    "stride 0": (LayerParams.of(4, 6, 3, stride=0), X, None),
    "cropped away": (LayerParams.of(4, 6, 3, padding=9), X, None),
    "SAME": (LayerParams.of(4, 6, 3, 2, "SAME", dilation=2), (2, 4, 3, 3, 3), None),
}
SHOWN: dict[str, Callable[[], Any]] = {
    "layer": lambda: LAYER,
    "layer with SAME": lambda: Conv3DTranspose(1, 1, 3, padding="SAME"),
    "geometry": lambda: plan(LAYER.params, 8),
    "parameters": lambda: LAYER.params,
    "wrong parameters": lambda: LayerParams.of(4, 6, 3, (0, 1, 0), -1, groups=0),
    "answers": lambda: solve((8, 8, 5), (16, 17, 11)),
    "no answers": lambda: solve(8, 16, limit=0),
    **{f"{name}, {lang}": partial(explain, *of, lang) for name, of in LAYERS.items() for lang in ("en", "zh")},
}


@pytest.mark.parametrize("name", SHOWN)
def test_it_is_well_formed_and_brings_all_it_needs(name):
    html = SHOWN[name]()._repr_html_()
    page = Page(html)
    assert page.tags[:2] == ["div", "style"]
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
    assert not re.search(r"url\(|https?:|@import|\son\w+=", html)
    # Every colour that is asked for is there, for light and for dark.
    (sheet,) = page.within("style")
    assert set(re.findall(r"var\((--c3-[\w-]+)\)", html)) <= set(re.findall(r"(--c3-[\w-]+): light-dark\(", sheet))
    rules = re.sub(r"\{.*?\}", "", sheet, flags=re.DOTALL)
    assert all("c3-report" in selector for selector in re.split(r"[,\n]", rules) if selector.strip())


def test_the_style_is_that_of_both_themes():
    sheet = Page(LAYER._repr_html_()).within("style")[0]
    assert f"--c3-input-tint: light-dark({LIGHT.input_tint}, {DARK.input_tint});" in sheet
    assert f"--c3-background: light-dark({LIGHT.background}, {DARK.background});" in sheet


def test_the_numbers_are_those_of_the_plan():
    for case in drawn(7, 40):
        page = Page(explain(case.params, case.laid_out(case.x).shape)._repr_html_())
        assert page.within("c3-shapes", "b") == [str(case.laid_out(case.expected).shape)]
        titles = [text.split(" = ") for text in page.within("c3-title")]
        sizes = [int(text) for text in page.within("c3-result", "c3-sum")]
        legal = re.findall(r"Legal output_size : (\d+)(?:–(\d+))?", page.words())
        assert sorted(letter for letters in titles for letter in letters) == list(AXES)
        for letters, size in zip(titles, sizes, strict=True):
            assert {case.geometry.output_size[AXES.index(letter)] for letter in letters} == {size}
        ranges = {(int(low), int(high or low)) for low, high in legal}
        # output_padding may lead to a size where no output_size is legal.
        assert ranges == {(low, high) for low, high in case.geometry.output_size_range if low <= high}


def test_a_planned_layer_shows_the_same_numbers():
    geometry: Geometry = plan(LAYER.params, 8, (15, 16, 17))
    page = Page(geometry._repr_html_())
    assert page.within("c3-shapes", "b") == [str(geometry.output_size)]
    assert page.within("c3-extra", "b") == ["0", "1", "1"]
    assert page.within("c3-result", "c3-sum") == ["15", "16", "17"]


def test_parameters_show_what_a_layer_of_them_would():
    shown, layer = Page(LAYER.params._repr_html_()), Page(LAYER._repr_html_())
    assert shown.within("td") == layer.within("td")
    wrong = Page(LayerParams.of(4, 6, 3, (0, 1, 0), -1)._repr_html_())
    assert wrong.within("td") == []
    assert {"stride-not-positive", "padding-negative"} <= set(wrong.within("c3-error", "code"))


def test_answers_are_rows():
    cells = Page(solve(8, 17, in_channels=2, kernel_size=3, stride=2, limit=1)._repr_html_()).within("td")
    # (8-1)*2 + 3 = 17; 2*27 weights and a bias; 512 voxels times 27 taps times 2 channels
    assert cells == ["3", "2", "0", "0", "1", "uneven", "55", "27,648"]


def test_a_layer_shows_the_sizes_of_every_input():
    cells = Page(LAYER._repr_html_()).within("td")
    rows = [cells[at : at + 4] for at in range(0, 12, 4)]
    assert rows[0] == ["D", "2·in − 1", "2·in − 1 to 2·in", "uneven"]
    assert rows[2] == ["W", "2·in", "2·in to 2·in + 1", "even"]
    for voxels, (_, base, legal, _), axis in product((1, 5, 8), rows, range(3)):
        if rows[axis][1] == base:
            low, high = plan(LAYER.params, voxels, LAYER.output_shape((1, 4, *[voxels] * 3))[2:]).output_size_range[
                axis
            ]
            ends = [
                eval(end.replace("·", "*").replace("−", "-").replace("in", str(voxels))) for end in legal.split(" to ")
            ]
            assert (low, high) == tuple(ends)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_wrong_layer_shows_reason_and_fixes_where_the_number_is(lang):
    said = explain(LAYER.params, X, (17, 15, 16), lang)
    page = Page(said._repr_html_())
    (found,) = said.diagnostics
    assert page.within("c3-card", "code")[0] == "output-size-out-of-range"
    assert title(found, lang).replace("`", "") in "".join(page.within("c3-card"))
    assert all(fix.label in page.within("c3-card", "code") for fix in found.fixes)
    assert page.within("c3-shapes", "c3-none") == ["no output" if lang == "en" else "没有输出"]


def test_the_wrong_number_is_marked():
    page = Page(explain(LayerParams.of(4, 6, 3, stride=(1, 0, 1)), X)._repr_html_())
    assert page.within("c3-wrong") == ["0"]
    assert page.within("c3-title")[0] == "H"


def test_what_a_reader_typed_is_escaped():
    evil = "<img src=x onerror=alert(1)>`</code>"
    html = explain(LAYER.params, evil, evil, title=evil)._repr_html_()
    assert "img" not in Page(html).tags
    assert evil in "".join(Page(html).within("c3-head"))


@pytest.mark.parametrize("name", LAYERS)
def test_chinese_has_no_english_sentence(name):
    html = explain(*LAYERS[name], "zh")._repr_html_()
    words = Page(html).words("code", "c3-formula")
    assert not re.search(r"[A-Za-z]+(?:\s+[A-Za-z]+){3}", words), words
    assert 'lang="zh-CN"' in html
    assert not re.search(r"aria-label=\"[^\"]*[A-Za-z]{4}", html)


# --- the scene ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("side", "voxel"), [("input", (1, 1, 3)), ("input", (0, 0, 0)), ("output", (1, 1, 1))])
def test_the_scene_shows_the_voxels_contributions(side, voxel):
    said = Conv3DTranspose(1, 1, 3, stride=2, padding=1).explain((1, 1, 3, 4, 4))
    figure = said.scene(side, voxel)
    rows = {trace.name: trace.customdata.tolist() for trace in figure.data if trace.customdata is not None}
    if side == "input":
        wanted = [((tap[0] * 3 + tap[1]) * 3 + tap[2], *place) for tap, place in said.geometry.targets(voxel)]
        assert sorted(map(tuple, rows["footprint"])) == sorted(wanted)
        assert len(rows["ghosts"]) == 27 - len(wanted)
        assert (
            figure.layout.title.text
            == f"x[{','.join(map(str, voxel))}] writes {len(wanted)} of its 27 taps into the output"
        )
    else:
        assert sorted(row[1:] for row in rows["sources"]) == sorted(list(v) for v, _ in said.geometry.sources(voxel))
        assert figure.layout.title.text == "y[1,1,1] is the sum of 8 contributions"
    figure.to_dict()


def test_every_cube_says_what_it_is():
    geometry_rows = Conv3DTranspose(1, 1, (3, 2, 3), stride=2, padding=1).explain((1, 1, 3, 4, 4))
    for figure in (geometry_rows.scene("input", (1, 1, 3)), geometry_rows.scene("output", (1, 1, 1))):
        for trace in figure.data:
            if trace.customdata is None:
                continue
            assert len(trace.hovertext) == len(trace.x)
            corners = len(trace.x) // len(trace.customdata)
            for row, words in zip(trace.customdata.tolist(), trace.hovertext[::corners], strict=True):
                place = ",".join(str(i).replace("-", "−") for i in row[-3:])
                assert f"{'x' if trace.name in ('inputs', 'sources') else 'y'}[{place}]" in words
                if len(row) == 4:
                    assert f"tap {row[0]} = ({row[0] // 6}, {row[0] // 3 % 2}, {row[0] % 3})" in words
                assert ("cropped" in words) == (trace.name == "ghosts")


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_scene_is_readable_on_any_notebook(theme):
    figure = LAYER.explain(X, lang="zh").scene(theme=theme.name)
    assert (figure.layout.paper_bgcolor, figure.layout.font.color) == (theme.background, theme.ink)
    words = next(trace for trace in figure.data if trace.name == "words")
    assert "<b>输入</b>" in words.text
    assert not re.search(r"[A-Za-z]{2}", figure.layout.title.text)


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (("input", (3, 0, 8)), IndexError, r"input voxel \(3, 0, 8\) is outside the input, whose size is \(8, 8, 8\)"),
        (("output", (-1, 0, 0)), IndexError, "outside the output"),
        (("inputs", (0, 0, 0)), ValueError, "side must be 'input' or 'output', not 'inputs'"),
        (("input", (0, 0, 0), "black"), ValueError, "theme must be 'light' or 'dark', not 'black'"),
    ],
)
def test_a_scene_that_cannot_be_drawn_is_refused(arguments, error, words):
    with pytest.raises(error, match=words):
        LAYER.explain(X).scene(*arguments)


@pytest.mark.parametrize(
    ("channels", "voxel", "said"),
    [
        (1, (1, 0, 0), "No input voxel reaches y[1,0,0]"),
        (1, (0, 0, 0), "y[0,0,0] has one contribution"),
        (4, (0, 0, 0), "y[0,0,0] has one contribution, from each of 4 input channels"),
    ],
)
def test_the_title_counts_as_people_do(channels: int, voxel: tuple[int, int, int], said: str) -> None:
    explained = explain(LayerParams.of(channels, 1, 1, stride=2), (1, channels, 3, 3, 3))
    assert explained.scene("output", voxel).layout.title.text == said


def test_no_verdict_where_no_pattern_shows() -> None:
    said = str(explain(LayerParams.of(1, 1, 1, stride=2), (1, 1, 1, 1, 1)))
    assert "Uneven" not in said
    assert "The output is too short for a pattern away from the borders." in said
