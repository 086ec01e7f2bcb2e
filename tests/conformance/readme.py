"""README's table of known differences: `python -m tests.conformance.readme` prints it."""

from __future__ import annotations

from tests.conformance.differences import BETWEEN, DIFFERENCES, ROWS

COLUMNS = {"paddle": "Paddle", "torch": "PyTorch", "onnxruntime": "ONNX Runtime", "jax": "JAX", "keras": "Keras"}
#: Cells of frameworks that do as all others, in words of their own.
OWN_WORDS = {(BETWEEN, "jax"): "computed, as part of the back pad"}


def table() -> str:
    """Return the table in Markdown: a row per subject, a column per framework."""
    lines = [["", *COLUMNS.values()], ["---"] * (len(COLUMNS) + 1)]
    lines += [[row, *(cell(row, framework) for framework in COLUMNS)] for row in ROWS]
    return "\n".join(f"| {' | '.join(line)} |".replace("|  |", "| |") for line in lines)


def cell(row: str, framework: str) -> str:
    """Return what the table of differences says there, each once; else what holds for all that say nothing."""
    paddle, others = ROWS[row]
    if framework == "paddle":
        return paddle
    said = [known.cell for known in DIFFERENCES if (known.row, known.framework) == (row, framework)]
    return "; ".join(dict.fromkeys(said)) or OWN_WORDS.get((row, framework), others)


if __name__ == "__main__":
    print(table())
