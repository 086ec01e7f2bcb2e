"""How a model is called with its inputs: one by one, by name, or all in one tuple or dict."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any


def called(model: Callable[..., Any], forward: Callable[..., Any], inputs: Any) -> Any:
    """Call a model with as many tensors as it takes, with keywords, or with one tuple or dict of all.

    Parameters
    ----------
    model : callable
    forward : callable
        Its parameters are those of the model.
    inputs : sequence of tensors, or dict of name -> tensor
    """
    parameters = inspect.signature(forward).parameters.values()
    kinds = {parameter.kind for parameter in parameters}
    if isinstance(inputs, dict):
        by_name = set(inputs) <= {parameter.name for parameter in parameters}
        return model(**inputs) if by_name or inspect.Parameter.VAR_KEYWORD in kinds else model(inputs)
    takes_all = inspect.Parameter.VAR_POSITIONAL in kinds or len(inputs) <= max(len(parameters), 1)
    return model(*inputs) if takes_all else model(tuple(inputs))
