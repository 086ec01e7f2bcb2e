"""Who may import whom: what the source says (import-linter), and what is really loaded (a fresh process)."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = (
    "jax", "keras", "nibabel", "onnx", "onnxruntime", "paddle", "pandas", "plotly", "streamlit", "tensorflow", "torch",
)  # fmt: skip
#: Everything a figure can be made of; the packages' names, so that a new figure module joins by itself.
FIGURES = sorted(f"conv3dt_core.figures.{path.stem}" for path in (ROOT / "conv3dt_core/figures").glob("[!_]*.py"))
CORE = sorted(path for path in (ROOT / "conv3dt_core").rglob("*.py"))


def loaded_after(statement: str) -> list[str]:
    """Return which heavy packages a fresh interpreter has loaded after `statement`."""
    code = f"{statement}\nimport sys\nprint(*(name for name in {HEAVY!r} if name in sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout.split()


def imported_by(source: str) -> set[str]:
    """Return the top-level packages that Python source imports absolutely, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").partition(".")[0])
    return found


@pytest.mark.parametrize("name", ["plotly", "streamlit"])
def test_meta_the_probe_can_fail(name: str) -> None:
    assert name in loaded_after(f"import {name}")


def test_the_core_loads_nothing_heavy() -> None:
    assert loaded_after("import conv3dt_core") == []


def test_saying_what_is_wrong_loads_nothing_heavy() -> None:
    statement = (
        "from conv3dt_core import LayerParams, check\n"
        "for found in check(LayerParams.of(1, 1, 3, stride=0), 4): found.render('zh')"
    )
    assert loaded_after(statement) == []


def test_code_of_other_frameworks_is_written_without_them() -> None:
    statement = (
        "from conv3dt_core import LayerParams, plan\n"
        "from conv3dt_core.frameworks import DIALECTS, Example, emit\n"
        "params = LayerParams.of(2, 2, 3)\n"
        "for dialect in DIALECTS: emit(dialect, Example(params, plan(params, 4)))"
    )
    assert loaded_after(statement) == []


def test_the_command_line_loads_nothing_heavy() -> None:
    assert loaded_after("import conv3dt_core.cli") == []


def test_figures_load_plotly_at_most() -> None:
    loaded = loaded_after("\n".join(f"import {name}" for name in FIGURES))
    assert set(loaded) <= {"plotly"}
    assert FIGURES


def test_streamlit_and_the_app_stay_in_the_app() -> None:
    guilty = {path.name for path in CORE if imported_by(path.read_text("utf-8")) & {"streamlit", "pages", "app"}}
    assert guilty == set()


def test_nothing_imports_the_app() -> None:
    # app.py is a script, no package: import-linter does not see it.
    pages = sorted((ROOT / "pages").rglob("*.py"))
    assert pages
    assert [path for path in pages if "app" in imported_by(path.read_text("utf-8"))] == []


def test_meta_imports_inside_functions_are_seen() -> None:
    assert imported_by("def f():\n    import streamlit.web as web\n    from app import x") == {"streamlit", "app"}


def test_import_linter_keeps_every_contract() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert " kept, 0 broken" in run.stdout
