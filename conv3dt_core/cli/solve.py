"""`conv3dt solve`: the layers between two sizes, or the inputs that give one."""

from __future__ import annotations

import argparse
from typing import Any

from .. import links
from ..diagnostics import AXES
from ..figures.solutions import short, text_of
from ..figures.text_table import text_table
from ..params import LayerParams
from ..solver import Solution, input_sizes_for
from ..solver import solve as solve_sizes
from ..solver.inputs import Sizes
from .output import say, say_json
from .values import UsageError, add_common, add_layer, given, whole, whole_or_three


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "solve",
        help="find the layers that turn one size into another",
        description="Find the layers that turn one size into another; what you give of the layer is kept. Without "
        "--input: find the inputs that this layer turns into the wanted size.",
    )
    parser.add_argument("--input", type=whole_or_three, metavar="SIZE", help="voxels of x: N or D,H,W")
    parser.add_argument("--output", type=whole_or_three, metavar="SIZE", required=True, help="the wanted size")
    parser.add_argument("--limit", type=whole, default=10, metavar="N", help="layers at most (default: %(default)s)")
    add_layer(parser)
    add_common(parser, _run)


def _run(options: argparse.Namespace) -> int:
    return _inputs(options) if options.input is None else _layers(options)


def _layers(options: argparse.Namespace) -> int:
    found = solve_sizes(options.input, options.output, limit=options.limit, **given(options))
    if options.json:
        listed = [_as_json(solution, found.input_size) for solution in found.judged]
        say_json({"input_size": found.input_size, "output_size": found.output_size, "solutions": listed,
                  "diagnostics": []})  # fmt: skip
    else:
        say(text_of(found, options.lang))
    return 0


def _as_json(solution: Solution, input_size: Any) -> dict[str, Any]:
    params = {name: getattr(solution.params, name) for name in solution.params.__dataclass_fields__}
    return {
        **params,
        "overlap": solution.overlap,
        "parameters": solution.parameters,
        "multiply_adds": solution.multiply_adds,
        "query": links.query(solution.params, input_size, batch=1),
    }


def _inputs(options: argparse.Namespace) -> int:
    layer = given(options)
    if "kernel_size" not in layer:
        raise UsageError("give --input to find layers, or the layer (kernel_size at least) to find inputs")
    params = LayerParams.of(**{"in_channels": 1, "out_channels": 1, **layer})
    plain = input_sizes_for(params, options.output)
    asking = input_sizes_for(params, options.output, by_output_size=True)
    if options.json:
        say_json({"input_sizes": _bounds(plain), "input_sizes_with_output_size": _bounds(asking)})
    else:
        wanted = options.output if isinstance(options.output, int) else short(options.output)
        rows = [["", *AXES], ["layer(x)", *map(_span, plain)]]
        say(text_table([*rows, [f"layer(x, output_size={wanted})", *map(_span, asking)]]))
    return 0 if all(plain) or all(asking) else 1


def _bounds(sizes: Sizes) -> dict[str, tuple[int, int] | None]:
    """Return the smallest and the largest input per axis, None where there is none."""
    return {axis: (span[0], span[-1]) if span else None for axis, span in zip(AXES, sizes, strict=True)}


def _span(sizes: range) -> str:
    if not sizes:
        return "-"
    return str(sizes[0]) if len(sizes) == 1 else f"{sizes[0]}-{sizes[-1]}"
