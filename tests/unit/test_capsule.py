"""The bug capsule says what an issue tracker wants to know, and imports nothing to say it."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from conv3dt_core import InvalidLayerError, LayerParams
from conv3dt_core.capsule import capsule
from conv3dt_core.frameworks.plain import plain

ROOT = Path(__file__).parents[2]
DECODER = LayerParams.of(64, 32, 2, 2)


def sections(markdown: str) -> dict[str, str]:
    """Return what stands under each heading."""
    parts = re.split(r"^#### (.*)\n", markdown, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def scripts(markdown: str) -> list[str]:
    return re.findall(r"```python\n(.*?)\n```", sections(markdown)["To reproduce"], re.DOTALL)


def test_a_wrong_layer():
    found = capsule(DECODER, 17, 36, batch=2)
    assert found.title == "Conv3DTranspose: `output_size[D, H, W] = 36` is too large: it must be 34–35"
    assert found.markdown.startswith(f"### {found.title}\n")
    told = sections(found.markdown)
    assert list(told) == ["Diagnostics", "How each axis gets its size", "To reproduce", "Versions", "The axes as CSV"]
    assert told["Diagnostics"].strip().startswith("- **error** `output-size-out-of-range`: ")
    sums = "(17 - 1)*stride 2 + dilation 1*(kernel 2 - 1) + 1 - front 0 - back 0 = 34 (base size)"
    assert f"- `D, H, W: {sums}` Legal `output_size`: 34–35." in told["How each axis gets its size"]
    paddle, torch = scripts(found.markdown)
    assert paddle == (
        "import paddle\n\nlayer = paddle.nn.Conv3DTranspose(64, 32, 2, stride=2)\n"
        "x = paddle.randn([2, 64, 17, 17, 17])\ny = layer(x, output_size=[36, 36, 36])\nprint(tuple(y.shape))"
    )
    assert torch == paddle.replace("paddle.nn.Conv3DTranspose", "torch.nn.ConvTranspose3d").replace("paddle", "torch")
    assert found.csv in told["The axes as CSV"]


def test_a_right_layer_brings_the_scripts_that_check_themselves():
    found = capsule(LayerParams.of(4, 6, 3, 2, 1), 8, 16, activation="relu", bias=False)
    assert found.title == "Conv3DTranspose: `(1, 4, 8, 8, 8) -> (1, 6, 16, 16, 16)`"
    assert "Diagnostics" not in sections(found.markdown)
    for script in scripts(found.markdown):
        assert script.endswith("assert tuple(y.shape) == (1, 6, 16, 16, 16)")
        assert "relu" in script
        assert re.search("bias(_attr)?=False", script)


@pytest.mark.parametrize("bias", [True, False])
def test_the_link_opens_the_layer(bias):
    found = capsule(DECODER, (17, 17, 5), (35, 35, 10), batch=1, bias=bias, home="https://example.org/conv3dt/")
    address = urlsplit(found.link)
    assert (address.netloc, address.path) == ("example.org", "/conv3dt/")
    said = {"cin": ["64"], "cout": ["32"], "in_d": ["17"], "in_h": ["17"], "in_w": ["5"], "os": ["on"],
            "os_d": ["35"], "os_h": ["35"], "os_w": ["10"], "n": ["1"]}  # fmt: skip
    assert said.items() <= parse_qs(address.query).items()
    assert ("bias" in parse_qs(address.query)) is not bias
    assert f"<{found.link}>" in found.markdown


def test_csv_is_a_row_per_axis_also_where_no_size_follows():
    rows = list(csv.DictReader(capsule(LayerParams.of(1, 1, 3, (1, 2, 0), 1), 8).csv.splitlines()))
    assert [row["axis"] for row in rows] == ["D", "H", "W"]
    assert [row["full_size"] for row in rows] == ["10", "17", ""]
    assert [(row["output_size_low"], row["output_size_high"]) for row in rows] == [("8", "8"), ("15", "16"), ("", "")]


def test_chinese():
    markdown = capsule(DECODER, 17, 36, lang="zh").markdown
    assert {"诊断", "每个轴的尺寸", "复现代码", "版本", "各轴数据（CSV）"} == set(sections(markdown))
    assert "只能是 34–35" in markdown
    outside_code = re.sub(r"```.*?```|`[^`]*`|<[^>]*>", "", markdown, flags=re.DOTALL)
    assert not re.search(r"[a-z]{4,} [a-z]{4,}", outside_code.split("版本")[0])


def test_versions_of_what_is_installed():
    told = sections(capsule(DECODER, 17).markdown)["Versions"]
    assert f"Python {sys.version.split()[0]}" in told
    assert re.search(r"\bnumpy \d+\.\d+", told)
    assert not re.search(r"\b(None|unknown)\b", told)


def test_it_says_where_paddle_may_not_fail():
    assert "Run it in a process of its own" in capsule(LayerParams.of(1, 1, 3, 1, 0, 0, 0), 8).markdown
    assert "Run it in a process of its own" not in capsule(DECODER, 17, 36).markdown


def test_what_pytorch_cannot_say_is_said():
    same = capsule(LayerParams.of(1, 1, 3, 2, "SAME"), 8, 40).markdown
    assert len(scripts(same)) == 1
    assert "PyTorch has one padding per axis" in same
    assert plain("pytorch", LayerParams.of(1, 1, 3, 2, [0, 1, 0, 0, 0, 0]), (1, 1, 8, 8, 8)) is None


def test_pytorch_is_channels_first():
    script = plain("pytorch", LayerParams.of(4, 6, 3, 0, data_format="NDHWC"), (2, 8, 9, 10, 4))
    assert "torch.randn([2, 4, 8, 9, 10])" in script
    assert "torch.randn([8])" in plain("pytorch", LayerParams.of(4, 6, 3, data_format="NDHWC"), (8,))


def test_a_size_that_cannot_be_read_is_refused():
    with pytest.raises(InvalidLayerError) as caught:
        capsule(DECODER, 17.5, (1, 2))
    assert [d.code for d in caught.value.diagnostics] == ["not-an-integer", "wrong-length"]


def test_no_framework_is_imported():
    code = (
        "import sys\nfrom conv3dt_core import LayerParams\nfrom conv3dt_core.capsule import capsule\n"
        "capsule(LayerParams.of(1, 1, 3, 2), 8), capsule(LayerParams.of(1, 1, 3, 0), 8)\n"
        "print(*({'torch', 'paddle', 'onnx', 'onnxruntime', 'jax', 'plotly', 'streamlit'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("\n", "")
