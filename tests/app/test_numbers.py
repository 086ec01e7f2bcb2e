"""The numbers page through the router: what goes in, what is refused and offered, what comes out, in two languages."""

import gc
import gzip
import io
import json
import re
import threading
import time
import weakref
from collections import Counter
from functools import partial
from html import unescape
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from conv3dt_core.numbers import shepp_logan
from conv3dt_core.uploads import UploadError, members, read
from pages._shared.numbers import files
from pages._shared.numbers.kept import Kept
from pages._shared.numbers.run import KEPT, again
from pages._shared.words.numbers import WORDS
from tests.app import visiting
from tests.app.visiting import ROUTER, run
from tests.unit import hostile_files

SMALL = {"link": "on", "in_d": 4, "n": 1, "cin": 1, "cout": 1}
#: Refused for its seconds.
LARGE = {"link": "on", "in_d": 90}


@pytest.fixture(autouse=True)
def forgotten() -> None:
    KEPT._values.clear()


visit = partial(visiting.visit, "compute.py")


def text(app: AppTest) -> str:
    bodies = [element.proto.body for element in app.main.get("html")]
    markdown = [element.value for element in (*app.main.markdown, *app.main.caption)]
    return unescape(re.sub("<[^>]*>", "", "\n".join([*(b for b in bodies if not b.startswith("<style")), *markdown])))


def slice_of(app: AppTest, side: int) -> Any:
    """Return the numbers of a heat map as it goes to the browser."""
    import base64

    z = json.loads(app.get("plotly_chart")[side].proto.spec)["data"][0]["z"]
    return np.frombuffer(base64.b64decode(z["bdata"]), z["dtype"]).reshape([int(n) for n in z["shape"].split(", ")])


def uploaded(app: AppTest, content: bytes, name: str = "volume.npy") -> AppTest:
    return run(app.file_uploader(key="tensor").upload(name, content))


def npy(array: Any) -> bytes:
    return hostile_files.npy(array)


# --- what comes out -----------------------------------------------------------------------------------------------


def test_numpy_and_torch_agree() -> None:
    pytest.importorskip("torch")
    app = visit()
    found = re.search(r"NumPy and torch agree: the largest difference is ([0-9.e-]+), at y\[([0-9, ]+)\]", text(app))
    assert found
    assert 0 < float(found[1]) < 1e-5
    assert len(found[2].split(", ")) == 5
    assert re.search(r"NumPy [0-9.]+ ms · torch [0-9.]+ ms — here and now, the median of 5 runs", text(app))


def test_without_torch_it_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from conv3dt_core.numbers import budget, running
    from pages._shared.numbers import run as page

    for module in (budget, running, page):
        monkeypatch.setattr(module, "find_spec", lambda _: None)
    app = visit()
    assert "torch is not installed here" in text(app)
    assert len(app.get("plotly_chart")) == 2


def test_the_slices_are_those_of_numpys_arrays() -> None:
    torch = pytest.importorskip("torch")
    app = visit(s_d=2, pf_d=1, ax="h", sl=3, ci=2, co=4, seed=5, bias="off", weights="ones")
    x = np.random.default_rng(5).standard_normal((2, 4, 8, 8, 8), np.float32)
    ones = torch.ones(4, 6, 3, 3, 3)
    y = torch.nn.functional.conv_transpose3d(torch.from_numpy(x), ones, stride=(2, 1, 1))[:, :, 1:].numpy()
    assert np.array_equal(slice_of(app, 0), x[0, 2, :, 2])  # taps 1 of input 2 lie in output 3
    assert np.allclose(slice_of(app, 1), y[0, 4, :, 3], atol=1e-4)
    assert "Input x, channel 2, H = 2" in text(app)
    assert "Output y, channel 4, H = 3" in text(app)


def test_the_phantom_and_an_impulse() -> None:
    app = visit(**SMALL | {"in_d": 24, "data": "phantom"})
    assert np.array_equal(slice_of(app, 0), shepp_logan((24, 24, 24))[12])
    app = visit(in_d=5, in_h=5, in_w=5, data="impulse", ci=2, co=3, bias="off")
    assert slice_of(app, 0)[2, 2] == slice_of(app, 0).sum() == 1
    assert np.count_nonzero(slice_of(app, 1)) == 9


def test_channels_last_shows_the_same_slices() -> None:
    for side in range(2):
        pair = [slice_of(visit(fmt=fmt, s_d=2, groups=2), side) for fmt in ("NCDHW", "NDHWC")]
        assert np.allclose(*pair, atol=1e-5)


def test_the_selected_voxel_is_framed_where_it_lies() -> None:
    def shapes(app: AppTest) -> list[int]:
        return [len(json.loads(c.proto.spec)["layout"].get("shapes", [])) for c in app.get("plotly_chart")]

    assert shapes(visit()) == [0, 0]
    app = visit(v_d=3, v_h=1, v_w=2)
    assert shapes(app) == [1, 1]
    assert "Framed: x[3,1,2]; in orange, where x[3,1,2] writes." in text(app)
    assert shapes(visit(sel="output", v_d=3, v_h=1, v_w=2)) == [1, 1]
    assert shapes(visit(v_d=3, sl=0)) == [0, 0]
    assert "x[99,0,0] meets neither slice" in text(visit(v_d=99))


def test_statistics_and_histogram() -> None:
    app = visit(data="checker", bias="off")
    assert re.search(r"x \(2, 4, 8, 8, 8\)\s*−1\s*0\s*1\s*0 %", text(app))
    assert any("Histogram of the output from" in m.value for m in app.main.markdown)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "values",
    [{}, LARGE, {"data": "upload"}, {"s_d": 0}, {"n": 0}, {"act": "softmax", "fmt": "NDHWC"}, {"pad": "same"}],
)
def test_it_opens_in_both_languages(values: dict[str, Any], lang: str) -> None:
    app = visit(**values, lang=lang)
    assert bool(re.search("[\u4e00-\u9fff]", text(app).replace("中文", ""))) == (lang == "zh")


def test_switching_the_language_keeps_the_choices() -> None:
    app = visit(data="phantom", weights="ones", seed=4)
    for lang in ("zh", "en"):
        run(app.segmented_control(key="lang").set_value(lang))
        assert [app.session_state[name] for name in ("data", "weights", "seed")] == ["phantom", "ones", 4]


def test_wrong_words_are_turned_away_at_the_door() -> None:
    app = AppTest.from_file(str(ROUTER), default_timeout=60)
    app.query_params.update(data="../x", weights="none", seed="x")
    said = "\n".join(element.proto.body for element in run(app).get("html"))
    assert all(f"<code>{name}=" in said for name in ("data", "weights", "seed"))
    assert [app.session_state[name] for name in ("data", "weights", "seed")] == ["random", "xavier", 0]


def test_an_invalid_layer_is_explained() -> None:
    app = visit(s_d=0)
    assert "stride-not-positive" in text(app)
    assert not app.get("plotly_chart")


def test_silly_values_are_survived() -> None:
    for value in (0, -(2**31), 2**31 - 1):
        names = (f"{name}_{axis}" for name in ("in", "k", "s", "dil", "pf", "pb", "op") for axis in "dhw")
        visit(**dict.fromkeys((*names, "n", "cin", "cout", "groups", "seed", "sl", "ci", "co"), value))
    assert "Too much" in text(visit(**SMALL | {"in_d": 2**31 - 1}))
    assert "Too much" in text(visit(n=2**31 - 1))


# --- the budget ---------------------------------------------------------------------------------------------------


def test_too_much_is_refused_with_the_figure_and_each_offer_runs() -> None:
    app = visit(**LARGE)
    assert re.search(r"Too much for a shared server: 9[0-9](\.[0-9])? MiB and about [0-9.]+ s", text(app))
    assert not app.get("plotly_chart")
    keys = [button.key for button in app.button if (button.key or "").startswith("smaller-")]
    assert keys == ["smaller-input_size", "smaller-batch", "smaller-out_channels", "smaller-in_channels"]
    for key in keys:
        app = visit(**LARGE)
        run(app.button(key=key).click())
        assert "Too much" not in text(app)
        assert len(app.get("plotly_chart")) == 2


def test_what_was_worked_out_is_kept_and_only_so_much() -> None:
    app = visit(**SMALL)
    (key,) = KEPT._values
    first = KEPT.get(key)
    run(app.number_input(key="sl").set_value(1))
    assert list(KEPT._values) == [key]
    assert KEPT.get(key) is first
    run(app.number_input(key="seed").set_value(1))
    assert len(KEPT._values) == 2


def test_the_oldest_goes_first() -> None:
    kept = Kept(100 * 2**20)
    for name in "abc":
        kept.put(name, name.upper(), 40 * 2**20)
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (None, "B", "C")
    kept.get("b")
    kept.put("d", "D", 50 * 2**20)
    assert (kept.get("b"), kept.get("c"), kept.get("d")) == ("B", None, "D")
    kept.put("e", "E", 101 * 2**20)
    assert kept.get("e") is None
    assert 90 < kept.size / 2**20 < 90.1  # and what is not in the arrays


def test_one_run_at_a_time() -> None:
    from pages._shared.numbers import run as page

    page._BUSY.acquire()
    threading.Timer(1, page._BUSY.release).start()
    begun = time.monotonic()
    assert "NumPy" in text(visit(**SMALL))
    assert time.monotonic() - begun > 0.8
    assert not page._BUSY.locked()


class Slot:
    """A place on the page; the visitor moves on at the second look."""

    looks = 0

    def progress(self, *_: Any) -> None:
        self.looks += 1
        if self.looks == 2:
            raise Gone

    def empty(self) -> None:
        raise AssertionError("the run went on to its end")


class Gone(BaseException):
    """As Streamlit's own signals, no Exception."""


def test_a_run_ends_between_two_pieces_where_the_visitor_has_moved_on(monkeypatch: pytest.MonkeyPatch) -> None:
    from conv3dt_core import LayerParams, plan
    from conv3dt_core.numbers import Cost, Job, running
    from pages._shared.numbers import run as page
    from pages._shared.numbers.source import Source

    monkeypatch.setattr(running, "PIECE", 1000)
    computed = []
    monkeypatch.setattr(Job, "compute", lambda self, piece, *_: computed.append(piece) or np.zeros((1,) * 5))
    params = LayerParams.of(2, 8, 3)
    source = Source(Job(params, plan(params, 6)), "random", "xavier", 0, 0)
    slot = Slot()
    with pytest.raises(Gone):
        page._in_turn(source, Cost(0, 1.0), slot)
    pieces = source.job.pieces(1000)
    assert len({(p.columns, p.rows) for p in computed}) == 2 < len(pieces)
    assert not page._BUSY.locked()


def test_a_number_of_the_page_that_waits_ends_the_run_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit alone would let it wait for the end of the run: what a fragment's widget asks for preempts nothing."""
    from types import SimpleNamespace

    import streamlit as st
    from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests

    from pages._shared.numbers import run as page

    requests = ScriptRequests()
    context = SimpleNamespace(script_requests=requests, fragment_ids_this_run=["page"])
    monkeypatch.setattr(page, "get_script_run_ctx", lambda: context)
    begun_again: list[bool] = []
    monkeypatch.setattr(st, "rerun", lambda: begun_again.append(True))
    page._tell(Slot(), 0.5, "running")
    assert not begun_again
    requests.request_rerun(RerunData(fragment_id="page"))
    page._tell(Slot(), 0.5, "running")
    assert begun_again


# --- uploads ------------------------------------------------------------------------------------------------------


def test_an_upload_that_fits_is_run() -> None:
    volume = np.random.default_rng(0).integers(0, 9, (4, 4, 4)).astype(np.int16)
    app = uploaded(visit(**SMALL, data="upload"), npy(volume))
    assert "Read: (4, 4, 4), int16 in the file, float32 here, 256 B." in text(app)
    assert np.array_equal(slice_of(app, 0), volume[2])


@pytest.mark.parametrize(
    ("shape", "fmt", "layer"),
    [
        ((3, 4, 5), "NCDHW", (1, 1, (3, 4, 5))), ((6, 3, 4, 5), "NCDHW", (1, 6, (3, 4, 5))),
        ((3, 4, 5, 6), "NDHWC", (1, 6, (3, 4, 5))), ((2, 6, 3, 4, 5), "NCDHW", (2, 6, (3, 4, 5))),
        ((2, 3, 4, 5, 6), "NDHWC", (2, 6, (3, 4, 5))),
    ],
)  # fmt: skip
def test_a_button_takes_the_size_of_the_file(shape: tuple[int, ...], fmt: str, layer: Any) -> None:
    app = uploaded(visit(data="upload", fmt=fmt, groups=2), npy(np.ones(shape)))
    assert "The array is an x of batch" in text(app)
    assert not app.get("plotly_chart")
    run(app.button(key="take-size").click())
    names = ("n", "cin", "in_d", "in_h", "in_w")
    assert [app.session_state[name] for name in names] == [layer[0], layer[1], *layer[2]]
    assert len(app.get("plotly_chart")) == 2
    assert "float64 here" in text(app)


def test_one_of_several_arrays_is_chosen() -> None:
    file = io.BytesIO()
    np.savez(file, a=np.zeros((4, 4, 4)), b=np.full((4, 4, 4), 7.0))
    app = uploaded(visit(**SMALL, data="upload"), file.getvalue(), "two.npz")
    assert slice_of(app, 0).max() == 0
    (menu,) = [box for box in app.selectbox if (box.key or "").startswith("member-")]
    run(menu.set_value("b"))
    assert slice_of(app, 0).min() == 7


def test_an_array_may_have_any_name() -> None:
    file = io.BytesIO()
    np.savez(file, members=np.zeros((4, 4, 4)), content=np.full((4, 4, 4), 7.0))
    app = uploaded(visit(**SMALL, data="upload"), file.getvalue(), "two.npz")
    assert slice_of(app, 0).max() == 0


def test_one_file_of_many_visitors_is_one_array_and_one_result() -> None:
    first, second, other = (
        uploaded(visit(**SMALL, data="upload"), npy(np.full((4, 4, 4), value))) for value in (1.0, 1.0, 2.0)
    )
    assert [slice_of(app, 0).max() for app in (first, second, other)] == [1, 1, 2]
    kinds = Counter(type(value).__name__ for value, _ in KEPT._values.values())
    assert (kinds["Upload"], kinds["Result"]) == (2, 2)


def test_a_nifti_volume() -> None:
    nibabel = pytest.importorskip("nibabel")
    volume = np.arange(64, dtype=np.int16).reshape(4, 4, 4)
    content = gzip.compress(nibabel.Nifti1Image(volume, np.eye(4)).to_bytes())
    assert np.array_equal(slice_of(uploaded(visit(**SMALL, data="upload"), content, "v.nii.gz"), 0), volume[2])


def test_values_that_are_not_finite_are_said() -> None:
    volume = np.ones((4, 4, 4), np.float32)
    volume[0, 0, 0], volume[2, 1, 1] = np.nan, np.inf
    app = uploaded(visit(**SMALL, data="upload"), npy(volume))
    assert "2 of its values are NaN or infinite." in text(app)
    assert np.isnan(slice_of(app, 0)).sum() == 1


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("content", [b"", b"GIF89a", hostile_files.npy()[:-5], hostile_files.bomb(2**24)], ids=range(4))
def test_a_bad_file_is_explained(content: bytes, lang: str) -> None:
    app = uploaded(visit(**SMALL, data="upload", lang=lang), content, "bad<b>.npy")
    assert "bad<b>.npy" in text(app)
    assert not app.get("plotly_chart")
    run(app.number_input(key="seed").set_value(3))  # and stays so


def test_a_large_upload_is_offered_no_other_size() -> None:
    app = uploaded(visit(data="upload", n=1, cout=64, k_d=9), npy(np.zeros((4, 90, 80, 80), np.float32)))
    run(app.button(key="take-size").click())
    assert "Too much" in text(app)
    assert [button.key for button in app.button if "smaller" in (button.key or "")] == ["smaller-out_channels"]


def reason(content: bytes) -> UploadError | None:
    try:
        found = members(content)
        read(content, found[0] if found else None)
    except UploadError as error:
        return error
    return None


def test_every_hostile_file_has_a_sentence_in_both_languages() -> None:
    seen = set()
    for kind in hostile_files.KINDS:
        for name, content in kind():
            error = reason(content)
            if error is not None:
                seen.add(error.reason)
                for sentence in WORDS[f"numbers.file_{error.reason}"]:
                    assert 5 < len(sentence.format(**files.shown(error))) < 400, name
    assert len(seen) >= 25


def test_an_open_page_holds_no_result() -> None:
    """A session keeps what it holds until long after its window is closed; results are kept once, for all of them."""
    app = visit(**SMALL)
    (found, _), *_ = KEPT._values.values()
    source, y = found.source, found.y.copy()
    held = [weakref.ref(array) for array in (found.x, found.y)]
    del found
    KEPT._values.clear()
    gc.collect()
    assert app.get("download_button")
    assert all(reference() is None for reference in held)
    assert np.array_equal(again(source).y, y)  # what a button then does
