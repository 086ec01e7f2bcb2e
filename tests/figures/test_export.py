"""What can be taken away: one HTML file that needs no network, and a CSV that is the geometry."""

import csv
import io
import re
from itertools import product

import numpy as np

from conv3dt_core import LayerParams, plan
from conv3dt_core.channels import ChannelPath
from conv3dt_core.figures.contributions import listed
from conv3dt_core.figures.example import Worked
from conv3dt_core.figures.export import COLUMNS, contributions_csv, standalone_html
from conv3dt_core.figures.theme import DARK

GEOMETRY = plan(LayerParams.of(1, 1, 3, 2, 1), (3, 4, 4))


def test_csv_of_every_voxel_is_the_geometry():
    for voxel in product(*map(range, GEOMETRY.input_size)):
        rows = listed(GEOMETRY, "input", voxel)
        lines = list(csv.DictReader(io.StringIO(contributions_csv(rows))))
        assert tuple(lines[0]) == COLUMNS
        found = [
            (tuple(int(line[f"k_{a}"]) for a in "dhw"), tuple(int(line[f"out_{a}"]) for a in "dhw"))
            for line in lines
            if line["written"] == "1"
        ]
        assert found == list(GEOMETRY.targets(voxel))
        assert all(tuple(int(line[f"in_{a}"]) for a in "dhw") == voxel for line in lines)
        assert [int(line["tap"]) for line in lines] == list(range(27))


def test_csv_holds_the_products():
    rows = listed(GEOMETRY, "output", (1, 3, 3))
    pairs = [(n, -2) for n in range(len(rows))]
    numbers = Worked(ChannelPath(4, 6, 2, 3, 5), pairs, None, None)
    lines = list(csv.DictReader(io.StringIO(contributions_csv(rows, numbers))))
    assert {(line["in_channel"], line["out_channel"]) for line in lines} == {("3", "5")}
    assert [(int(line["x"]), int(line["w"]), int(line["value"])) for line in lines] == [
        (n, -2, -2 * n) for n, _ in pairs
    ]
    assert contributions_csv(rows).splitlines()[1].endswith(",1,,,")


def test_the_page_stands_alone():
    html = standalone_html(GEOMETRY, "input", (1, 1, 3), DARK, sentence="Input <x> writes 18 & more.")
    assert "<title>Input &lt;x&gt; writes 18 &amp; more.</title>" in html
    assert "<x>" not in html
    assert DARK.background in html
    outside = re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="(http[^"]*)"', html)
    assert outside == []
    assert "Plotly.newPlot" in html
    assert len(html) > 1_000_000  # Plotly.js itself


def test_large_scenes_too():
    geometry = plan(LayerParams.of(1, 1, 3, 2), 30)
    assert "Plotly.newPlot" in standalone_html(geometry, "output", (30, 30, 30), DARK)
    assert np.prod(geometry.output_size) > 200_000
