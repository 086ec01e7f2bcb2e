"""Channels and groups: a crossbar of input and output channels, one slab of the weight where two of them meet."""

from collections.abc import Iterable

import streamlit as st

from conv3dt_core import LayerParams
from conv3dt_core.channels import ChannelPath
from pages._shared import link
from pages._shared.i18n import t
from pages._shared.rows import number
from pages._shared.scene.planes import window
from pages._shared.wide import scrolled

#: Rows and columns drawn at most.
MAX_ROWS, MAX_COLUMNS = 10, 12


def path(params: LayerParams) -> ChannelPath:
    """Return the input and the output channel whose numbers the page shows; `params` must be valid."""
    return ChannelPath.of(params, link.get("sel"), link.get("ci"), link.get("co"))


def draw(params: LayerParams, path: ChannelPath) -> None:
    """Draw the crossbar, what it says, and the numbers of the two channels; nothing where there is no choice."""
    if path.in_channels == path.out_channels == 1:
        return
    with st.container(key="channels"):
        said = "".join(f"<p>{line}</p>" for line in _said(params, path))
        st.html(f'<div class="c3-channels">{said}{_crossbar(path)}</div>')
        with st.container(key="channel-numbers", horizontal=True, vertical_alignment="center"):
            for name, shown in (("ci", path.ci), ("co", path.co)):
                number(name, t(f"scatter.{name}"), placeholder=str(shown), width=210)


def _said(params: LayerParams, path: ChannelPath) -> Iterable[str]:
    shape = (path.in_channels, path.out_channels // path.groups, *params.kernel_size)
    yield f"<b>{t('scatter.channels_title')}</b> " + t("scatter.weight", shape=f"<code>{shape}</code>")
    slab = f"<code>weight[{path.ci}, {path.column}]</code>"
    sources, targets = _span(path.sources), _span(path.targets)
    sums = t("scatter.sums" if len(path.sources) > 1 else "scatter.sums_one", co=path.co, sources=sources)
    reaches = t("scatter.reaches" if len(path.targets) > 1 else "scatter.reaches_one", ci=path.ci, targets=targets)
    yield t("scatter.path", sums=sums, reaches=reaches, slab=slab)
    asked = link.get("ci"), link.get("co")
    if any(wanted not in (None, shown) for wanted, shown in zip(asked, (path.ci, path.co), strict=True)):
        yield t("scatter.no_such_path", ci=path.ci, co=path.co)


def _span(channels: range) -> str:
    return f"{channels[0]}–{channels[-1]}" if len(channels) > 1 else str(channels[0])


def _crossbar(path: ChannelPath) -> str:
    rows, columns = window(path.in_channels, [path.ci], MAX_ROWS), window(path.out_channels, [path.co], MAX_COLUMNS)
    head = "".join(_output(path, co) for co in columns) + _more(path.out_channels - len(columns), "td")
    body = "".join(f"<tr>{_input(path, ci)}{''.join(_slab(path, ci, co) for co in columns)}</tr>" for ci in rows)
    hidden = path.in_channels - len(rows)
    foot = f"<tr>{_more(hidden, 'th')}</tr>" if hidden else ""
    corner = f'<th class="c3-corner">{t("scatter.crossbar")}</th>'
    table = f'<table class="c3-crossbar"><tr>{corner}{head}</tr>{body}{foot}</table>'
    return scrolled(table, t("scatter.crossbar_table"))


def _more(hidden: int, tag: str) -> str:
    return f'<{tag} class="c3-more">{t("scatter.more_channels", n=f"{hidden:,}")}</{tag}>' if hidden else ""


def _input(path: ChannelPath, ci: int) -> str:
    kind = "here" if ci == path.ci else "lit" if ci in path.sources else "dark"
    co = path.co if ci in path.sources else ""
    return f'<th class="c3-in {kind}" data-ci="{ci}" data-co="{co}">{ci}</th>'


def _output(path: ChannelPath, co: int) -> str:
    kind = "here" if co == path.co else "lit" if co in path.targets else "dark"
    ci = path.ci if co in path.targets else ""
    return f'<th class="c3-out {kind}" data-ci="{ci}" data-co="{co}">{co}</th>'


def _slab(path: ChannelPath, ci: int, co: int) -> str:
    """Return the cell where two channels meet: empty across groups, lit in the column of the chosen output channel."""
    per_group = path.out_channels // path.groups
    if ci // (path.in_channels // path.groups) != co // per_group:
        return "<td></td>"
    kind = "here" if (ci, co) == (path.ci, path.co) else "lit" if co == path.co else "dark"
    return f'<td class="c3-slab {kind}" data-ci="{ci}" data-co="{co}">{ci},{co % per_group}</td>'
