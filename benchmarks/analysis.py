"""What the pages work out of a layer, for outputs of 8 and of 512 voxels an axis.

    python benchmarks/analysis.py [--calls 200] [--save FILE]

Counts, histogram and verdict of every output voxel, the list of (input voxel, tap) pairs of one voxel, and the scene
as it goes to the browser. Nothing is remembered from one call to the next.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from server import machine, table

from conv3dt_core import Geometry, LayerParams, check, plan
from conv3dt_core.figures.contributions import listed
from conv3dt_core.figures.overlap_scene import overlap_scene
from conv3dt_core.figures.scene import scene_data
from conv3dt_core.figures.scene_cubes import packed
from conv3dt_core.figures.theme import LIGHT
from conv3dt_core.figures.wire import wire
from conv3dt_core.overlap import overlap

#: Input voxels of an axis -> (input - 1)*2 + 4 - 2 output voxels.
INPUTS = {8: 4, 512: 256}
LAYER = LayerParams.of(1, 1, 4, stride=2, padding=1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=200)
    parser.add_argument("--save", type=Path)
    arguments = parser.parse_args()
    columns = {size: questions(voxels) for size, voxels in INPUTS.items()}
    rows = [(what, *(timed(asked[what], arguments.calls) for asked in columns.values())) for what in columns[8]]
    sizes = [("KB of the scene, as it is sent", *(kilobytes(voxels) for voxels in INPUTS.values()))]
    head = ("ms p50 / p95", *(f"{size}^3 output" for size in INPUTS))
    text = f"{machine('numpy', 'plotly')}\n\n{table(head, [*rows, *sizes])}"
    print(text)
    if arguments.save:
        arguments.save.write_text(text + "\n", encoding="utf-8")


def questions(voxels: int) -> dict[str, Callable[[], Any]]:
    """Return what is asked of the layer with so many input voxels an axis."""
    geometry = plan(LAYER, voxels)
    middle = geometry.output_size[0] // 2
    return {
        "check and plan": lambda: (check(LAYER, voxels), plan(LAYER, voxels)),
        "counts and verdict": lambda: overlap(geometry).uneven,
        "histogram": lambda: overlap(geometry).histogram,
        "pairs of the input voxel in the middle": lambda: listed(geometry, "input", (voxels // 2,) * 3),
        "pairs of the output voxel in the middle": lambda: listed(geometry, "output", (middle,) * 3),
        "scene of one voxel": lambda: scattered(geometry, voxels),
        "scene of the counts": lambda: counted(geometry),
    }


def scattered(geometry: Geometry, voxels: int) -> dict[str, Any]:
    figure = scene_data(geometry, "input", (voxels // 2,) * 3, LIGHT)
    return dict(wire(figure | {"data": [packed(trace) for trace in figure["data"]]}))


def counted(geometry: Geometry) -> dict[str, Any]:
    figure = overlap_scene(overlap(geometry), 0, geometry.output_size[0] // 2, LIGHT, title="y")
    return dict(wire(figure | {"data": [packed(trace) for trace in figure["data"]]}))


def kilobytes(voxels: int) -> str:
    geometry = plan(LAYER, voxels)
    scenes = (scattered(geometry, voxels), counted(geometry))
    return " and ".join(f"{len(json.dumps(scene)) / 1e3:.1f}" for scene in scenes)


def timed(call: Callable[[], Any], calls: int) -> str:
    call()
    times = []
    for _ in range(calls):
        start = time.perf_counter()
        call()
        times.append(1e3 * (time.perf_counter() - start))
    return f"{statistics.median(times):.3f} / {sorted(times)[int(0.95 * (calls - 1))]:.3f}"


if __name__ == "__main__":
    main()
