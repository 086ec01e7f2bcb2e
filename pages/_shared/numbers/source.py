"""What goes into the layer: the choice of it, and the tensors."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from conv3dt_core import Geometry
from conv3dt_core.channels import ChannelPath
from conv3dt_core.numbers import Job, bias_of, weight_of, x_of
from pages._shared import link, parameters
from pages._shared.current import Current
from pages._shared.i18n import lang, t
from pages._shared.numbers import files
from pages._shared.rows import number


@dataclass(frozen=True)
class Source:
    """A job and the words that its tensors are made from; equal words make equal tensors.

    `file` holds the array of an upload; the rest are values of the link.
    """

    job: Job
    data: str
    weights: str
    seed: int
    channel: int
    file: files.File | None = None

    @property
    def key(self) -> Any:
        """What the result depends on."""
        data = (self.file.key,) if self.file else (self.data, self.channel if self.data == "impulse" else None)
        return self.job, data, self.weights, self.seed

    def tensors(self) -> tuple[Any, Any, Any]:
        """Return x in the layer's data format, weight and bias."""
        job, params = self.job, self.job.params
        weight = weight_of(params, self.weights, self.seed, job.dtype)
        bias = bias_of(params, self.seed, job.dtype) if job.bias else None
        if self.file:
            return self.file.upload.values.reshape(job.input_shape), weight, bias
        x = x_of(self.data, job.batch, params.in_channels, job.geometry.input_size, self.seed, self.channel)
        return np.ascontiguousarray(np.moveaxis(x, 1, -1)) if params.data_format == "NDHWC" else x, weight, bias


def draw() -> files.File | None:
    """Draw the choice, and the box for a file where that is chosen; return what is in it."""
    with st.container(key="numbers-data", horizontal=True, vertical_alignment="bottom"):
        _menu("data", t("numbers.data"), 230)
        _menu("weights", t("numbers.weights"), 230)
        number("seed", t("numbers.seed"), width=110)
    return files.draw() if link.get("data") == "upload" else None


def _menu(name: str, label: str, width: int) -> None:
    """Draw a menu of the words of a parameter.

    One for each language: Streamlit tells choices apart by their labels, and would go on showing the other language's.
    """
    words = {word: t(f"numbers.{name}_{word}") for word in parameters.WORDS[name]}
    key = f"{name}-{lang()}"
    if st.session_state.get(key) != link.get(name):
        st.session_state[key] = link.get(name)
    st.selectbox(
        label, list(words), key=key, on_change=_changed, args=(name, key), format_func=words.__getitem__, width=width
    )


def _changed(name: str, key: str) -> None:
    if st.session_state[key] is not None:
        link.update(**{name: st.session_state[key]})


def chosen(current: Current, geometry: Geometry, path: ChannelPath, file: files.File | None) -> Source | None:
    """Return the source of a valid layer; None, and why, where a file is missing or does not fit."""
    dtype = str(file.upload.values.dtype) if file else "float32"
    job = Job(current.params, geometry, current.batch, current.bias, current.activation, dtype)
    words = (link.get("data"), link.get("weights"), link.get("seed"), path.ci)
    if link.get("data") != "upload":
        return Source(job, *words)
    if file is None:
        return None
    wanted = files.as_input(file.upload.values.shape, current.params.data_format)
    given = current.batch, current.params.in_channels, current.input_size
    if wanted == given:
        return Source(job, *words, file)
    files.offer(wanted, given, current.params)
    return None
