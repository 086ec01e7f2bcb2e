"""Versions of what is installed, by name and without importing any of it."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version

#: What the app runs on; the last ones are optional.
OF_APP = ("numpy", "plotly", "streamlit", "torch", "onnx")


@cache
def own() -> str:
    """Return the version of conv3dt."""
    try:
        return version("conv3dt")
    except PackageNotFoundError:  # a checkout on sys.path that was never installed
        return "(not installed)"


def versions(packages: Iterable[str] = OF_APP) -> tuple[str, ...]:
    """Return "name version" of Python and of those `packages` that are installed."""
    found = [f"Python {platform.python_version()}"]
    for name in packages:
        with suppress(PackageNotFoundError):
            found.append(f"{name} {version(name)}")
    return tuple(found)
