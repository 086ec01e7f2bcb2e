"""The command: what it prints, what it writes, its exit codes, and that it behaves in a pipe."""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from conv3dt_core.cli import main
from conv3dt_core.cli.output import progress

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
UNET = "nn.ConvTranspose3d(64, 32, 2, stride=2)"


@pytest.fixture(autouse=True)
def english(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def command(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a process; what it prints comes back as bytes."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    env |= {"PYTHONPATH": str(ROOT), **environment}
    return subprocess.run([sys.executable, "-m", "conv3dt_core.cli", *words], env=env, capture_output=True, check=False)


def said(capsys, *words: str) -> tuple[int, str]:
    code = main(words)
    return code, capsys.readouterr().out


# --- explain --------------------------------------------------------------------------------------------------------


def test_explain_a_layer_in_paddles_names(capsys):
    code, text = said(capsys, "explain", "--in_channels", "4", "--out_channels", "6", "--kernel_size", "3", "--stride",
                      "2", "--padding", "1", "--input", "8")  # fmt: skip
    lines = text.splitlines()
    assert code == 0
    assert lines[0] == "Conv3DTranspose(4, 6, 3, stride=2, padding=1)"
    assert lines[1] == "x (1, 4, 8, 8, 8) -> y (1, 6, 15, 15, 15)"
    assert "Legal `output_size`: 15-16." in lines[2]
    assert "s_d=2&s_h=2&s_w=2&pf_d=1&pf_h=1&pf_w=1&pb_d=1&pb_h=1&pb_w=1&n=1" in lines[-1]


@pytest.mark.parametrize("spelled", ["--kernel_size", "--kernel-size"])
def test_both_spellings_and_three_numbers(capsys, spelled):
    code, text = said(capsys, "explain", spelled, "1,2,3", "--stride", "1x2x2", "--input", "4,5,6")
    assert code == 0
    assert "y (1, 1, 4, 10, 13)" in text


def test_explain_pasted_code(capsys):
    code, text = said(capsys, "explain", UNET, "--input", "35")
    assert code == 0
    assert "x (1, 64, 35, 35, 35) -> y (1, 32, 70, 70, 70)" in text


def test_explain_reads_code_from_stdin(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"self.up = {UNET}\n"))
    code, text = said(capsys, "explain", "-", "--input", "35")
    assert code == 0
    assert "y (1, 32, 70, 70, 70)" in text


def test_arguments_go_before_those_in_the_code(capsys):
    code, text = said(capsys, "explain", UNET, "--stride", "3", "--no_bias", "--input", "2,64,35,35,35")
    assert code == 0
    assert text.startswith("Conv3DTranspose(64, 32, 2, stride=3, bias_attr=False)\n")
    assert "y (2, 32, 104, 104, 104)" in text


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--kernel_size", "3", "--stride", "0", "--input", "8"], "stride-not-positive"),
        (["--kernel_size", "3,3", "--input", "8"], "wrong-length"),
        (["--kernel_size", "3", "--padding", "FULL", "--input", "8"], "padding-word-unknown"),
        (["--kernel_size", "2", "--stride", "2", "--input", "17", "--output_size", "36"], "output-size-out-of-range"),
        (["--kernel_size", "3", "--input", "4,8,8,8"], "input-rank"),
        ([UNET, "--input", "1,32,35,35,35"], "channels-mismatch"),
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_what_is_wrong_is_said_and_the_exit_code_is_1(capsys, words, code, form):
    exit_code, text = said(capsys, "explain", *words, *(["--json"] if form == "json" else []))
    assert exit_code == 1
    assert code in text
    if form == "json":
        told = json.loads(text)
        assert code in [d["code"] for d in told["diagnostics"]]
        assert all(set(d) == {"code", "severity", "axis", "title", "text", "values", "fixes"}
                   for d in told["diagnostics"])  # fmt: skip


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "required: COMMAND"),
        (["explain"], "kernel_size is missing"),
        (["explain", "--kernel_size", "3"], "the size of x is missing"),
        (["explain", "--kernel_size", "2.5", "--input", "8"], "'2.5' is not a whole number"),
        (["explain", "--kernel_size", "3", "--input", "8,", "--json"], "'' is not a whole number"),
        (["explain", "f(x)", "--input", "8"], "No transposed convolution of three axes"),
        (["explain", f"[{UNET}, {UNET}]", "--input", "8"], "the code holds 2 layers"),
        (["explain", "--kernel_size", "3", "--input", "8", "--lang", "fr"], "invalid choice: 'fr'"),
        (["explain", "--kernel_size", "3", "--input", "8", "--csv", "no/such/folder.csv"], "cannot write"),
        (["solve", "--input", "8"], "required: --output"),
        (["solve", "--output", "8"], "give --input"),
    ],
)
def test_a_wrong_command_line_is_2(capsys, words, told):
    with pytest.raises(SystemExit) as end:
        main(words)
    assert end.value.code == 2
    captured = capsys.readouterr()
    assert told in captured.err
    assert captured.out == ""


def test_explain_as_json(capsys):
    code, text = said(capsys, "explain", "--kernel_size", "3", "--padding", "SAME", "--stride", "2", "--input", "7",
                      "--json")  # fmt: skip
    told = json.loads(text)
    assert (code, told["valid"]) == (0, True)
    assert told["layer"] == {
        "in_channels": 1, "out_channels": 1, "kernel_size": [3, 3, 3], "stride": [2, 2, 2], "padding": "SAME",
        "output_padding": [0, 0, 0], "dilation": [1, 1, 1], "groups": 1, "data_format": "NCDHW", "bias": True,
    }  # fmt: skip
    # SAME over 7 voxels: (4-1)*2 + 3 - 7 = 2 voxels, one from each end; 6*2 + 3 - 2 = 13
    assert told["axes"][0] == {
        "axis": "D", "input_size": 7, "kernel_size": 3, "stride": 2, "dilation": 1, "pad_front": 1, "pad_back": 1,
        "output_padding": 0, "kernel_extent": 3, "full_size": 15, "base_size": 13, "output_size": 13,
        "output_size_low": 13, "output_size_high": 14,
    }  # fmt: skip
    assert told["output_shape"] == [1, 1, 13, 13, 13]
    assert (told["costs"]["parameters"], told["costs"]["output_bytes"]) == (28, 13**3 * 4)
    assert [d["severity"] for d in told["diagnostics"]] == ["note"] * 3


def test_files_are_written(capsys, tmp_path):
    table, report = tmp_path / "axes.csv", tmp_path / "bug.md"
    code, _ = said(capsys, "explain", "--kernel_size", "3", "--stride", "1,2,0", "--input", "8", "--csv", str(table),
                   "--capsule", str(report), "--lang", "zh")  # fmt: skip
    assert code == 1
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert [(row["axis"], row["output_size"], row["output_size_high"]) for row in rows] == [
        ("D", "10", "10"), ("H", "17", "18"), ("W", "", ""),
    ]  # fmt: skip
    assert "stride[W] = 0" in report.read_text(encoding="utf-8")
    assert "复现代码" in report.read_text(encoding="utf-8")


# --- solve ----------------------------------------------------------------------------------------------------------


def test_solve(capsys):
    code, text = said(capsys, "solve", "--input", "8", "--output", "16", "--limit", "2")
    assert code == 0
    assert [line.split()[:2] for line in text.splitlines()[1:]] == [["kernel_size", "stride"], ["2", "2"], ["4", "2"]]


def test_solve_keeps_what_is_given(capsys):
    sizes = ["--input", "17,17,5", "--output", "35,35,10"]
    code, text = said(capsys, "solve", *sizes, "--stride", "2", "--kernel-size", "3", "--in_channels", "2", "--json")
    told = json.loads(text)
    assert code == 0
    assert len(told["solutions"]) == 10
    assert {(tuple(s["kernel_size"]), tuple(s["stride"]), s["in_channels"]) for s in told["solutions"]} == {
        ((3, 3, 3), (2, 2, 2), 2)
    }
    # 16*2 + 3 = 35 and 4*2 + 3 - 1 = 10
    assert told["solutions"][0]["overlap"] == ["uneven"] * 3
    assert told["solutions"][0]["parameters"] == 2 * 27 + 1


def test_an_impossible_wish_is_1_with_its_reason(capsys):
    code, text = said(capsys, "solve", "--input", "5", "--output", "8", "--stride", "2", "--kernel_size", "1")
    assert code == 1
    assert "(5-1)*2 + 1*(1-1) + 1 - 0 - 0 = 9" in text
    code, text = said(capsys, "solve", "--input", "5", "--output", "8", "--stride", "2", "--kernel_size", "1", "--json")
    assert code == 1
    assert json.loads(text)["diagnostics"][0]["fixes"][0]["changes"] == {"output_size": [9, 8, 8]}


def test_which_inputs(capsys):
    words = ["solve", "--output", "16", "--kernel_size", "3", "--stride", "2", "--padding", "1"]
    code, text = said(capsys, *words)
    assert code == 0
    assert [line.split() for line in text.splitlines()] == [
        ["D", "H", "W"], ["layer(x)", "-", "-", "-"], ["layer(x,", "output_size=16)", "8", "8", "8"],
    ]  # fmt: skip
    code, text = said(capsys, *words, "--json")
    assert json.loads(text)["input_sizes_with_output_size"] == {"D": [8, 8], "H": [8, 8], "W": [8, 8]}
    assert main(["solve", "--output", "1", "--kernel_size", "3"]) == 1


# --- capsule --------------------------------------------------------------------------------------------------------


def test_capsule(capsys):
    code, text = said(capsys, "capsule", UNET, "--input", "17", "--output_size", "36")
    assert code == 1
    assert text.startswith("### Conv3DTranspose: `output_size[D, H, W] = 36` is too large")
    code, text = said(capsys, "capsule", UNET, "--input", "17", "--json")
    assert code == 0
    assert set(json.loads(text)) == {"title", "markdown", "csv", "link"}


# --- the process ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("environment", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0"},
                                         {"LANG": "C", "PYTHONIOENCODING": "ascii"}])  # fmt: skip
def test_chinese_is_utf_8_whatever_the_locale(environment):
    done = command("explain", "--kernel_size", "3", "--stride", "0", "--input", "8", "--lang", "zh", **environment)
    assert done.returncode == 1
    assert "步长" in done.stdout.decode("utf-8")
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("environment", "word"),
    [({}, "Legal"), ({"LANG": "zh_CN.UTF-8"}, "合法"), ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "Legal"),
     ({"LANG": "de_DE", "LC_MESSAGES": "zh_TW"}, "合法")],
)  # fmt: skip
def test_the_language_is_that_of_the_locale(environment, word):
    assert word in command("explain", "--kernel_size", "3", "--input", "8", **environment).stdout.decode("utf-8")


def test_no_escape_codes():
    done = command("explain", "--help", FORCE_COLOR="", NO_COLOR="1")
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("explain --kernel_size 3 --input 8 --json", 141),  # as where SIGPIPE ends a process
        ("solve --input 9 --output 20", 141),
        ("--help", 0),  # argparse itself looks away
    ],
)
def test_a_reader_that_has_left_is_no_error(words, code):
    read, write = os.pipe()
    os.close(read)
    line = [sys.executable, "-m", "conv3dt_core.cli", *words.split()]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(line, env=env, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert done.stderr == b""
    assert done.returncode == code


def test_head_takes_the_first_line():
    line = f'{sys.executable} -m conv3dt_core.cli capsule "{UNET}" --input 8 | head -n 1'
    env = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C"}
    done = subprocess.run(["bash", "-c", line], env=env, capture_output=True, text=True, check=False)
    assert done.stdout == "### Conv3DTranspose: `(1, 64, 8, 8, 8) -> (1, 32, 16, 16, 16)`\n"
    assert done.stderr == ""


# --- README ---------------------------------------------------------------------------------------------------------


def test_the_commands_of_the_readme(capsys):
    block = next(b for b in README.read_text("utf-8").split("```") if "conv3dt explain" in b)
    lines = [shlex.split(line, comments=True)[1:] for line in block.splitlines() if line.startswith("conv3dt ")]
    codes = {words[0]: said(capsys, *words)[0] for words in lines if words[0] != "trace"}
    assert codes == {"explain": 1, "solve": 0, "capsule": 1}
    assert [words for words in lines if words[0] == "trace"] == [["trace", "unet.onnx"]]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_seen_on_a_terminal_alone_and_leaves_no_trace(monkeypatch):
    for stream, written in ((Terminal(), "tracing ...\r           \r"), (io.StringIO(), "")):
        monkeypatch.setattr(sys, "stderr", stream)
        with progress("tracing ..."):
            pass
        assert stream.getvalue() == written
