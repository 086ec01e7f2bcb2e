"""ONNX files, spoiled: bytes, attributes and dimensions nobody would export; each has to be answered.

``python -m tests.fuzz.models COUNT SEED``
"""

from __future__ import annotations

import random
import sys
from typing import Any

import onnx
from onnx import TensorProto, helper

from conv3dt_core.figures import trace_text
from conv3dt_core.trace import trace_onnx
from pages._shared.decoder.imported import MOST_MEGABYTES, MOST_NODES
from tests.fuzz.meter import report

_HUGE = (0, -1, 1, 2, 3, 1_000, 2**31 - 1, 2**31, 2**62, 2**63 - 1, -(2**63))
_NAMES = ("x", "w", "a", "u", "y", "", "<script>alert(1)</script>", "a" * 10_000, "\U0001f600", "../../etc/passwd")
_KINDS = (
    "MaxPool", "ConvTranspose", "Concat", "Resize", "Pad", "Reshape", "Shape", "ConstantOfShape", "Expand", "Tile",
    "Conv", "If", "Loop", "Scan", "Range", "Slice", "Gather", "Upsample", "NonZero", "Unknown",
)  # fmt: skip


def models(count: int, seed: int) -> list[bytes]:
    """Return `count` files, the same for the same seed."""
    chance = random.Random(seed)
    sound = _sound().SerializeToString()
    ways = (_bytes_changed, _cut, _attributes, _attributes, _dimensions, _nodes, _nodes, _noise)
    return [chance.choice(ways)(chance, sound) for _ in range(count)]


def _sound() -> Any:
    nodes = [
        helper.make_node("MaxPool", ["x"], ["a"], name="down", kernel_shape=[2, 2, 2], strides=[2, 2, 2]),
        helper.make_node("ConvTranspose", ["a", "w"], ["u"], name="up", strides=[2, 2, 2], output_padding=[0, 0, 0]),
        helper.make_node("Concat", ["x", "u"], ["y"], name="join", axis=1),
    ]
    inputs = [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 1, 8, 8, 8])]
    outputs = [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)]
    weight = helper.make_tensor("w", TensorProto.FLOAT, [1, 1, 2, 2, 2], [0.0] * 8)
    return helper.make_model(helper.make_graph(nodes, "g", inputs, outputs, [weight]))


def _bytes_changed(chance: random.Random, sound: bytes) -> bytes:
    changed = bytearray(sound)
    for _ in range(chance.choice((1, 3, 20))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(chance: random.Random, sound: bytes) -> bytes:
    at, end = sorted((chance.randrange(len(sound)), chance.randrange(len(sound))))
    return chance.choice((sound[:at], sound[at:], sound[:at] + sound[end:], sound[:end] + sound[at:], sound * 30))


def _noise(chance: random.Random, sound: bytes) -> bytes:
    return chance.randbytes(chance.choice((1, 50, 5_000, 200_000)))


def _attributes(chance: random.Random, sound: bytes) -> bytes:
    """Strides of 2**62, pads below 0, lists of another length, words for numbers."""
    model = onnx.load_from_string(sound)
    names = (
        "strides", "pads", "dilations", "kernel_shape", "output_padding", "output_shape", "auto_pad", "group", "axis",
        "ceil_mode",
    )  # fmt: skip
    for _ in range(chance.choice((1, 2, 4))):
        node, name = chance.choice(model.graph.node), chance.choice(names)
        kept = [attribute for attribute in node.attribute if attribute.name != name]
        numbers = [chance.choice(_HUGE) for _ in range(chance.choice((0, 1, 3, 3, 6, 300)))]
        value = chance.choice((numbers or [1], chance.choice(_HUGE), "SAME_UPPER", 1e308, b"\xff\x00"))
        del node.attribute[:]
        node.attribute.extend([*kept, helper.make_attribute(name, value)])
    return model.SerializeToString()


def _dimensions(chance: random.Random, sound: bytes) -> bytes:
    """Inputs and weights of any shape, with or without the data for it."""
    model = onnx.load_from_string(sound)
    dims = [abs(chance.choice(_HUGE)) for _ in range(chance.choice((0, 1, 4, 5, 5, 5, 40)))]
    if chance.random() < 0.5:
        model.graph.initializer[0].dims[:] = [min(n, 2**63 - 1) for n in dims]
    else:
        x = helper.make_tensor_value_info("x", TensorProto.FLOAT, [min(n, 2**63 - 1) for n in dims])
        model.graph.input[0].CopyFrom(x)
    return model.SerializeToString()


def _nodes(chance: random.Random, sound: bytes) -> bytes:
    """Operations in any order, of any operands, and thousands of them."""
    model = onnx.load_from_string(sound)
    for number in range(chance.choice((1, 3, 30, 6_000))):
        operands = chance.choices(_NAMES, k=chance.randint(0, 3))
        made = chance.choice((f"v{number}", chance.choice(_NAMES)))
        model.graph.node.append(helper.make_node(chance.choice(_KINDS), operands, [made], name=chance.choice(_NAMES)))
    return model.SerializeToString()


def answer(content: bytes) -> str | None:
    """Trace a file as the page does; return what is wrong with the answer."""
    found = trace_onnx(content, max_bytes=MOST_MEGABYTES * 2**20, max_nodes=MOST_NODES, lang="en")
    said = [trace_text.head(found), *(text for _, text in trace_text.failure_lines(found))]
    said += [d.render(lang) for d in found.diagnostics for lang in ("en", "zh")]
    said += [*map(str, trace_text.rows(found)), found._repr_html_(), str(found)]
    return None if all(said[:1]) and (found.layers or found.diagnostics) else "nothing is said"


if __name__ == "__main__":
    report(models(*map(int, sys.argv[1:])), answer, lambda content: repr(content[:120]))
