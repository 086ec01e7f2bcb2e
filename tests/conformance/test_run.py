"""The command that compares many layers: what it prints, and that one wrong value is enough for it to fail."""

from __future__ import annotations

import pytest

from tests.conformance import run
from tests.conformance.torch_oracle import Torch

pytestmark = [pytest.mark.oracle, pytest.mark.xdist_group("torch")]
COMMAND = ["--layers", "40", "--only", "torch"]


def test_it_prints_the_counts(import_oracle, capsys):
    import_oracle("torch")
    assert run.main(COMMAND) == 0
    head, row, *rest = capsys.readouterr().out.splitlines()
    assert head.split()[:2] == ["framework", "compared"]
    name, compared, *_, unexplained, _ = row.split()
    assert (name, unexplained) == ("torch", "0")
    assert int(compared) >= 40
    assert any("torch refuses: says_same" in line for line in rest)


def test_one_wrong_value_is_unexplained(import_oracle, capsys, monkeypatch):
    import_oracle("torch")
    right, calls = Torch.compute, []

    def wrong_once(self, *given):
        calls.append(given)
        y = right(self, *given).copy()
        y.flat[-1] += 1 if len(calls) == 20 else 0
        return y

    monkeypatch.setattr(Torch, "compute", wrong_once)
    assert run.main(COMMAND) == 1
    printed = capsys.readouterr().out
    assert printed.count("values differ") == 1
    assert "LayerParams(" in printed
