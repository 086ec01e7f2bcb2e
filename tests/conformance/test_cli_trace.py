"""`conv3dt trace` as a process, on models of the reader's own: torch, Paddle and ONNX, running, failing, broken."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.oracle
ROOT = Path(__file__).parents[2]

NETS = {
    "torch": """
import torch
from torch import nn

print("a module that talks while it is imported")

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.Conv3d(1, 4, 3, stride=2, padding=1)
        self.up = nn.ConvTranspose3d(4, 1, 2, stride=2)

    def forward(self, x):
        return torch.cat([x, self.up(self.down(x))], 1)

def net():
    return Net()

made = Net()
""",
    "paddle": """
import paddle
from paddle import nn

class Net(nn.Layer):
    def __init__(self):
        super().__init__()
        self.down = nn.Conv3D(1, 4, 3, stride=2, padding=1)
        self.up = nn.Conv3DTranspose(4, 1, 2, stride=2)

    def forward(self, x):
        return paddle.concat([x, self.up(self.down(x))], 1)

def net():
    return Net()
""",
}


def command(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    # Not `python -m`, which would put the folder on the path: as the installed script does it.
    start = [sys.executable, "-c", "import sys; from conv3dt_core.cli import main; sys.exit(main())"]
    env = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    env |= {"PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1"}
    return subprocess.run([*start, *words], cwd=folder, env=env, capture_output=True, text=True, check=False)


@pytest.fixture(params=NETS)
def nets(request: pytest.FixtureRequest, import_oracle, tmp_path: Path) -> Path:
    """Return a folder with a module `nets` in it, of the framework it is named after."""
    import_oracle(request.param)
    folder = tmp_path / request.param
    folder.mkdir()
    (folder / "nets.py").write_text(NETS[request.param])
    return folder


def test_a_model_that_runs(nets: Path, oracle_counts) -> None:
    done = command(nets, "trace", "nets:net", "--input", "1,1,32,24,16")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith(f"{nets.name}: (1, 1, 32, 24, 16) -> (1, 2, 32, 24, 16)")
    assert [line.split()[0] for line in lines[2:4]] == ["down", "up"]
    oracle_counts[nets.name] += 1


def test_a_model_that_fails(nets: Path, oracle_counts) -> None:
    done = command(nets, "trace", "nets:net", "--input", "1,1,33,24,16", "--json")
    assert done.returncode == 1, done.stderr
    told = json.loads(done.stdout)
    assert (told["failure"]["axis"], told["failure"]["got"], told["failure"]["wanted"]) == (
        "D", [34, 24, 16], [33, 24, 16],
    )  # fmt: skip
    assert [repair["input_shape"][2] for repair in told["repairs"] if repair["kind"] == "pad"] == [34]
    oracle_counts[nets.name] += 1


def test_a_model_that_is_made_already(import_oracle, tmp_path: Path) -> None:
    import_oracle("torch")
    (tmp_path / "nets.py").write_text(NETS["torch"])
    assert command(tmp_path, "trace", "nets:made", "--input", "1,1,8,8,8").returncode == 0


@pytest.fixture
def upsampler(import_oracle, tmp_path: Path) -> Path:
    """Return an ONNX file with one transposed convolution, x of 1 x 4 x 8 x 8 x 9."""
    onnx = import_oracle("onnx")
    helper, kind = onnx.helper, onnx.TensorProto.FLOAT
    x, y = (helper.make_tensor_value_info(n, kind, s) for n, s in (("x", [1, 4, 8, 8, 9]), ("y", None)))
    weight = helper.make_tensor("w", kind, [4, 6, 2, 2, 2], [0.0] * 192)
    node = helper.make_node("ConvTranspose", ["x", "w"], ["y"], name="up", strides=[2, 2, 2])
    graph = helper.make_graph([node], "g", [x], [y], [weight])
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)]), tmp_path / "up.onnx")
    return tmp_path


def test_an_onnx_file(upsampler: Path) -> None:
    done = command(upsampler, "trace", "up.onnx")
    assert done.returncode == 0, done.stderr
    assert "(1, 6, 16, 16, 18)" in done.stdout
    done = command(upsampler, "trace", "up.onnx", "--input", "x=2,4,5,5,5", "--json")
    assert json.loads(done.stdout)["layers"][0]["output_shape"] == [2, 6, 10, 10, 10]


def test_a_broken_file_is_1_with_its_reason(upsampler: Path) -> None:
    (upsampler / "cut.onnx").write_bytes((upsampler / "up.onnx").read_bytes()[:200])
    done = command(upsampler, "trace", "cut.onnx", "--lang", "zh")
    assert done.returncode == 1
    assert "model-not-readable" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["no.onnx"], "no.onnx: no such file"),
        (["nets"], "neither FILE.onnx nor MODULE:FUNCTION"),
        (["no_such_module:net", "--input", "1,1,8,8,8"], "ModuleNotFoundError: No module named 'no_such_module'"),
        (["math:no_such_name", "--input", "1,1,8,8,8"], "AttributeError"),
        (["math:pi"], "the shape of x is missing"),
        (["math:sqrt", "--input", "1,1,8,8,8"], "TypeError"),
        (["math:pi", "--input", "1,1,8,eight,8"], "'eight' is not a whole number"),
        (["math:pi", "--input", "x=1,1", "--input", "1,1"], "a name of its own"),
    ],
)
def test_a_wrong_command_line_is_2(tmp_path: Path, words: list[str], said: str) -> None:
    done = command(tmp_path, "trace", *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_what_is_no_model_is_1(tmp_path: Path) -> None:
    done = command(tmp_path, "trace", "math:pi", "--input", "1,1,8,8,8", "--json")
    assert done.returncode == 1
    assert [d["code"] for d in json.loads(done.stdout)["diagnostics"]] == ["model-kind-unknown"]
