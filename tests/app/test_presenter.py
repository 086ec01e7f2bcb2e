"""Presenter mode through the router: when its foot is drawn, what the link keeps, and the QR code of an address."""

import json
import re
from typing import Any

import pytest
import segno

from pages._shared import i18n, presenter, qr, style
from tests.app.test_shell import blocks, menu, shape, visit

LONGEST = "http://teacher:8501/?net=" + "a" * (qr.MOST_BYTES - 25)


def components(app: Any) -> dict[str, dict[str, Any]]:
    """Return what goes to the browser's own components, by name."""
    everything = (child for block in blocks(app._tree) for child in block.children.values())
    protos = [child.proto for child in everything if getattr(child, "type", "") == "bidi_component"]
    return {proto.component_name: json.loads(proto.json) for proto in protos}


def sheets(app: Any) -> str:
    return "".join(element.proto.body for element in app.get("html") if "<style>" in element.proto.body)


def test_the_foot_and_the_large_type_are_drawn_when_the_link_asks() -> None:
    off, on = visit(), visit(present="on")
    assert "conv3dt_presenter" not in components(off)
    assert components(on)["conv3dt_presenter"]["keys"]["leave"] == "leave"
    assert "--c3-zoom" not in sheets(off)
    assert "--c3-zoom" in sheets(on)
    assert shape(on) == shape(off)


def test_others_get_no_more_elements() -> None:
    off, on = (sum(len(block.children) for block in blocks(visit(**link)._tree)) for link in ({}, {"present": "on"}))
    assert on - off <= 1


def test_words_follow_the_language() -> None:
    found = components(visit(present="on", lang="zh"))
    assert found["conv3dt_presenter"]["keys"]["leave"] == "退出"
    assert found["conv3dt_browser"]["present"] == "演示"


@pytest.mark.parametrize("link", [{"present": "on"}, {"cam": "top"}])
def test_how_one_looks_is_no_part_of_an_example(link: dict[str, str]) -> None:
    app = visit(**link)
    assert menu(app).value == "shell.ex_paddle"
    app = menu(app).set_value("shell.ex_gan").run()
    assert {name: app.session_state[name] for name in link} == link
    assert app.query_params["s_d"] == "2"


def test_a_turn_of_the_scene_leaves_the_panel_alone() -> None:
    looks = [visit(cam=cam).session_state["panel_drawn"] for cam in ("corner", "side")]
    assert looks[0] == looks[1]
    assert visit(present="on").session_state["panel_drawn"] != looks[0]  # the frame has to follow


# --- the code -----------------------------------------------------------------------------------------------------


def modules(svg: str) -> list[list[int]]:
    """Return the dark modules that the path of the drawing goes over: m moves, h draws."""
    size = int(re.findall(r'viewBox="0 0 (\d+)', svg)[0])
    grid = [[0] * size for _ in range(size)]
    column, row = 0, 0.0
    for step, numbers in re.findall(r"([Mmh])([-\d. ]+)", re.findall(r' d="([^"]+)"', svg)[-1]):
        values = [float(number) for number in numbers.split()]
        if step == "h":
            grid[int(row)][column : column + int(values[0])] = [1] * int(values[0])
        column = int(values[0]) + (0 if step == "M" else column)
        row = row if step == "h" else values[1] + (0 if step == "M" else row)
    return grid


@pytest.mark.parametrize("text", ["http://teacher:8501/scatter-3d?s_d=2&lang=zh", LONGEST])
def test_the_code_holds_the_address(text: str) -> None:
    found = qr.drawn(text)
    assert found["text"] == text
    matrix = segno.make(text, micro=False).matrix_iter(border=4)
    assert modules(found["svg"]) == [[int(dark) for dark in row] for row in matrix]
    assert found["note"] == ""


def test_a_code_has_at_most_97_modules_a_side() -> None:
    assert segno.make(LONGEST, micro=False).version == 20
    assert segno.make(LONGEST + "a", micro=False).version > 20


def test_a_link_too_long_is_said_so() -> None:
    found = qr.drawn(LONGEST + "a")
    assert found["svg"] == ""
    assert "859" in found["note"]
    assert "858" in found["note"]


@pytest.mark.parametrize(
    ("host", "own"),
    [("localhost", 1), ("127.0.0.1:8501", 1), ("[::1]:8501", 1), ("teacher:8501", 0), ("localhost.net", 0)],
)
def test_an_address_only_this_machine_knows_is_said_so(host: str, own: int) -> None:
    assert bool(qr.drawn(f"http://{host}/?s_d=2")["note"]) == own


@pytest.mark.parametrize("sent", [None, 7, "broken", ["x"], "http://\ud800"])
def test_whatever_a_browser_asks_for_is_harmless(sent: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    state: dict[str, Any] = {"browser": {"qr": sent}}
    monkeypatch.setattr(qr.st, "session_state", state)
    qr.ask("browser")
    assert qr.answer("browser") is None


def test_a_code_is_sent_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qr.st, "session_state", {"browser": {"qr": "http://[broken"}})
    qr.ask("browser")
    answers = qr.answer("presenter"), qr.answer("browser"), qr.answer("browser")
    assert [answer and answer["text"] for answer in answers] == [None, "http://[broken", None]


def test_every_word_has_a_key_and_every_key_a_word() -> None:
    keys = {"enter", "too_long", "own", *qr.words(), *presenter._KEYS}
    assert {name.removeprefix("presenter.") for name in i18n.words() if name.startswith("presenter.")} == keys


def test_one_sheet_is_for_presenting_alone() -> None:
    ordinary, presenting = style._sheets(False), style._sheets(True)
    assert presenting.startswith(ordinary)
    assert len(presenting) > len(ordinary)
