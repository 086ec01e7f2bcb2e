"""Colours by role, one light and one dark set. One colour has one role on every page.

SVG and HTML take the same roles from CSS variables (``var(--c3-input)``), so one picture serves both themes;
Plotly needs the hex values themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

#: Streamlit's own text font, then what a Chinese reader's system has.
TEXT_FONT = '"Source Sans", "Source Sans Pro", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif'
#: Code names, tuples and arithmetic only.
MONO_FONT = '"Source Code Pro", ui-monospace, Menlo, Consolas, monospace'


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours, as ``#RRGGBB``. ``*_tint`` is a fill behind text of the same role.

    Notes
    -----
    Every text colour has a contrast of at least 5:1 on its own tint and on the background. The first three tap
    colours, input and crop stay apart in all three kinds of colour-vision deficiency; further taps, and the one
    close pair (tritan, dark: crop and orange), are carried by number, dash and hatch as well.
    """

    name: str
    input: str
    input_text: str
    input_tint: str
    input_grid: str
    kernel: str
    kernel_text: str
    kernel_tint: str
    #: By depth index of the tap, repeated beyond seven.
    taps: tuple[str, str, str, str, str, str, str]
    #: From few to many contributions; "many" stands out from the background.
    overlap: tuple[str, str, str, str]
    #: Digits printed on a tap colour, in both themes.
    digit: str
    output: str
    output_selected: str
    output_tint: str
    crop: str
    crop_tint: str
    extra: str
    extra_tint: str
    error: str
    error_tint: str
    warning: str
    warning_tint: str
    note: str
    note_tint: str
    valid: str
    valid_tint: str
    ink: str
    muted: str
    line: str
    background: str
    sidebar: str
    primary: str
    text_font: str = TEXT_FONT
    mono_font: str = MONO_FONT


LIGHT = Theme(
    name="light",
    input="#0072B2",
    input_text="#005A92",
    input_tint="#DCEBF5",
    input_grid="#A9CBE2",
    kernel="#E69F00",
    kernel_text="#7A5200",
    kernel_tint="#FCEBC8",
    taps=("#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#8C7BD6", "#7F9A2B"),
    overlap=("#FEE838", "#BCAF6F", "#696D71", "#00224E"),
    digit="#0B0F14",
    output="#4A5563",
    output_selected="#1F2933",
    output_tint="#EEF1F4",
    crop="#A33B00",
    crop_tint="#FBE3D6",
    extra="#6A4C93",
    extra_tint="#ECE4F5",
    error="#B3261E",
    error_tint="#FDECEA",
    warning="#8A5A00",
    warning_tint="#FFF4DC",
    note="#0063A0",
    note_tint="#E6F1F8",
    valid="#00704F",
    valid_tint="#E0F3EC",
    ink="#1F2933",
    muted="#5B6672",
    line="#D5DAE0",
    background="#FFFFFF",
    sidebar="#F4F6F8",
    primary="#0063A0",
)

DARK = Theme(
    name="dark",
    input="#56B4E9",
    input_text="#7CC8F2",
    input_tint="#12354A",
    input_grid="#2B5A78",
    kernel="#E69F00",
    kernel_text="#FFC24D",
    kernel_tint="#4A3608",
    taps=("#E69F00", "#009E73", "#E39AC4", "#7CC8F2", "#FF7A33", "#A99BF0", "#A8C64A"),
    overlap=("#1B3A6B", "#696D71", "#BCAF6F", "#FEE838"),
    digit="#0B0F14",
    output="#AEB8C4",
    output_selected="#F2F4F7",
    output_tint="#222A33",
    crop="#FF9A5C",
    crop_tint="#4A2410",
    extra="#C3A6EC",
    extra_tint="#34274A",
    error="#FF8A80",
    error_tint="#3B1513",
    warning="#FFC24D",
    warning_tint="#3A2B08",
    note="#7CC8F2",
    note_tint="#0F2C3F",
    valid="#3DD6A3",
    valid_tint="#0B3327",
    ink="#F2F4F7",
    muted="#A6B0BB",
    line="#39424D",
    background="#0E1117",
    sidebar="#151A21",
    primary="#1A74B3",
)


def css_variables() -> str:
    """Return the roles as CSS variables, ``--c3-input-tint: light-dark(...);`` and so on; `color-scheme` chooses.

    The overlap colours are not among them: they are mixed by rank, see `conv3dt_core.figures.overlap_colours`.
    """
    pairs = zip(_colours(LIGHT), _colours(DARK), strict=True)
    return " ".join(f"--c3-{name}: light-dark({light}, {dark});" for (name, light), (_, dark) in pairs)


def _colours(theme: Theme) -> Iterator[tuple[str, str]]:
    """Yield ("input-tint", "#DCEBF5") and the like, taps as tap-0 .. tap-6."""
    for role, value in asdict(theme).items():
        if role == "taps":
            yield from ((f"tap-{depth}", colour) for depth, colour in enumerate(value))
        elif isinstance(value, str) and value.startswith("#"):
            yield role.replace("_", "-"), value
