"""What the silliest legal requests take: memory at its peak and seconds of processor, each in a process of its own.

Run: python benchmarks/budgets.py [PAGE ...] > benchmarks/budgets.md
"""
# ruff: noqa: E402

import gc
import json
import logging
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "2")

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from conv3dt_core import LayerParams, plan
from conv3dt_core.capsule import of_explanation
from conv3dt_core.explain import explain
from conv3dt_core.figures.export import standalone_html
from conv3dt_core.figures.theme import LIGHT
from conv3dt_core.frameworks.errors import translate
from conv3dt_core.frameworks.reading import read
from pages._shared import qr, warm

LARGE = 2**31 - 1
PAGES = ("start", "scatter-3d", "overlap-map", "four-pictures", "framework-lens")
Setting = tuple[str, str, Callable[[], Any]]


def query(together: dict[str, int] | None = None, **each: Any) -> str:
    """Return a query; the numbers in `together` stand for all three axes."""
    numbers = {f"{name}_{axis}": value for name, value in (together or {}).items() for axis in "dhw"} | each
    return "&".join(f"{name}={value}" for name, value in numbers.items())


#: Legal layers that are silly, or just within what a page shows.
LAYERS = {
    "usual": "",
    "input 2^31-1": query({"in": LARGE}),
    "kernel 2^31-1": query({"k": LARGE}),
    "stride 2^31-1": query({"s": LARGE}),
    "input 2^31-1, dilation 10^9, gather": query({"in": LARGE, "dil": 10**9, "v": 2 * 10**9}, sel="output"),
    "all 2^31-1": query({"in": LARGE, "k": LARGE, "s": LARGE, "dil": LARGE}, n=LARGE, cin=LARGE, cout=LARGE),
    "kernel 1000, cropped": query({"k": 1000, "pf": 500, "pb": 500}),
    "input 100, kernel 100": query({"in": 100, "k": 100}),
    "input 45, kernel 45": query({"in": 45, "k": 45}),
    "input 50,000, kernel 50,000": query({"in": 50_000, "k": 50_000}),
    "input 99,000, kernel 13, gather": query({"in": 99_000, "k": 13, "v": 5_000}, sel="output"),
    "input 60, stride 1000, cropped": query({"in": 60, "k": 5, "s": 1000, "pf": 29_500, "pb": 29_500}),
    "kernel 2500 on W": query(k_w=2500, k_d=1, k_h=1),
    "stride 99,991": query({"in": 2, "k": 7, "s": 99_991}),
    "10^3 voxels, 27 taps": query({"in": 10, "s": 2}),
    "512 channels": query({"in": 12, "v": 5}, cin=512, cout=512, sel="output"),
    "256 channels, 200,000 weights": query({"k": 3}, cin=256, cout=28),
}
OTHERS = {
    ("start", "wish: kernel 10^6 kept"): query({"k": 10**6, "want": 1_000_100}, keep="k"),
    ("start", "wish: kernel 300, stride 300 kept"): query({"k": 300, "s": 300, "want": 2_300}, keep="k-s"),
    ("start", "wish: kernel 7844, output_padding kept"): query(
        {"k": 7_844, "want": 9_999, "op": 1, "s": 2}, keep="k-op", in_h=9, in_w=10
    ),
    ("decoder-doctor", "999,999 voxels, 8 levels"): "net=unet_999999_ch1-2-3-4-5-6-7-8-9-10",
    ("decoder-doctor", "8 kernels of 40,000"): "net=unet_96_ups8_upt40000s1",
    ("decoder-doctor", "8 resizes by 99,999"): "net=unet_ups8_upr99999",
    ("guided-lessons", "scene, all 2^31-1"): f"lesson=voxel&step=2&{LAYERS['all 2^31-1']}",
    ("guided-lessons", "counts, 45 and 45"): f"lesson=overlap&step=2&{LAYERS['input 45, kernel 45']}",
}


def settings() -> Iterator[Setting]:
    for page in PAGES:
        for name, text in LAYERS.items():
            yield page, name, lambda page=page, text=text: visit(page, text)
    for (page, name), text in OTHERS.items():
        yield page, name, lambda page=page, text=text: visit(page, text)
    long = "nn.ConvTranspose3d(4, 6, 3)\n" * 1_420
    yield "code and errors", "40,000 characters", lambda: (read(long), translate(long))
    yield "code and errors", "10**10**10", lambda: read("nn.ConvTranspose3d(4, 6, 10**10**10)")
    yield "QR code", "858 bytes", lambda: qr.drawn("http://127.0.0.1/?" + "x" * 840)
    yield "QR code", "100 kB", lambda: qr.drawn("http://127.0.0.1/?" + "x" * 10**5)
    yield "report", "all 2^31-1", report
    geometry = plan(LayerParams.of(1, 1, 13), 99)
    yield "scene to keep", "13^3 taps", lambda: standalone_html(geometry, "input", (50, 50, 50), LIGHT)
    yield from models()


def report() -> str:
    params = LayerParams.of(LARGE, LARGE, LARGE, LARGE, dilation=LARGE, groups=LARGE)
    return of_explanation(explain(params, (LARGE, LARGE, *(LARGE,) * 3), None, "en"), None, "http://127.0.0.1").markdown


def models() -> Iterator[Setting]:
    try:
        from onnx import TensorProto, helper
    except ModuleNotFoundError:
        return
    from conv3dt_core.trace import trace_onnx
    from pages._shared.decoder.imported import MOST_MEGABYTES, MOST_NODES

    def model(nodes: list[Any], megabytes: int = 0) -> bytes:
        x = helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 1, 8, 8, 8])
        y = helper.make_tensor_value_info(nodes[-1].output[0], TensorProto.FLOAT, None)
        data = TensorProto(name="d", data_type=1, dims=[megabytes * 2**18], raw_data=bytes(megabytes * 2**20))
        weight = helper.make_tensor("w", TensorProto.FLOAT, [1, 1, 1, 1, 1], [0.0])
        return helper.make_model(helper.make_graph(nodes, "g", [x], [y], [weight, data])).SerializeToString()

    def chain(kind: str, count: int, *more: str) -> list[Any]:
        return [helper.make_node(kind, [f"v{i}" if i else "x", *more], [f"v{i + 1}"]) for i in range(count)]

    down = helper.make_node("MaxPool", ["x"], ["v0"], kernel_shape=[3] * 3, strides=[2] * 3)
    up = [helper.make_node("ConvTranspose", [f"v{i}", "w"], [f"v{i + 1}"]) for i in range(998)]
    join = helper.make_node("Concat", ["x", "v998"], ["y"], axis=1)
    files = {
        f"file of {MOST_MEGABYTES - 1} MiB, without the file": model(chain("Relu", 3), MOST_MEGABYTES - 1),
        "4,999 nodes": model(chain("Relu", 4_999)),
        "998 transposed, sizes that do not meet": model([down, *up, join]),
    }
    limits = {"max_bytes": MOST_MEGABYTES * 2**20, "max_nodes": MOST_NODES}
    for name, file in files.items():
        yield "model", name, lambda file=file: trace_onnx(file, **limits)


def visit(page: str, text: str) -> None:
    """Open a link as a visitor does who has not been here before."""
    app = AppTest.from_file(str(ROOT / "pages/_shared/router.py"), default_timeout=600)
    app.query_params.update(parse_qs(text))
    app._page_hash = calc_hash(page)
    app.run()
    assert not app.exception, app.exception[0].value


def held(field: str) -> float:
    """Return what this process holds, in MiB: VmRSS now, VmHWM at its peak."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{field}:"))


def measured(use: Callable[[], Any]) -> tuple[float, float]:
    """Return seconds of processor and MiB at the peak, in a copy of this process."""
    reading, writing = os.pipe()
    if not os.fork():
        Path("/proc/self/clear_refs").write_text("5")
        before, begun = held("VmRSS"), time.process_time()
        try:
            use()
            os.write(writing, json.dumps((time.process_time() - begun, held("VmHWM") - before)).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        seconds, mebibytes = json.loads(pipe.read())
    os.wait()
    return seconds, mebibytes


def main() -> None:
    logging.disable(logging.WARNING)
    warm.warm_up()
    for page in (*PAGES, "decoder-doctor"):
        visit(page, "")
    gc.freeze()
    print("Beyond what the server holds anyway. A request may take 256 MiB and 2 s.\n")
    print("| page | setting | MiB | s of processor |\n| --- | --- | --- | --- |")
    for page, name, use in settings():
        if not sys.argv[1:] or page in sys.argv[1:]:
            seconds, mebibytes = measured(use)
            print(f"| {page} | {name} | {mebibytes:.0f} | {seconds:.2f} |", flush=True)


if __name__ == "__main__":
    main()
