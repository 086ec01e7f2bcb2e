"""The wheel, away from the checkout: the command works and the app travels inside the package."""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from email.parser import Parser
from pathlib import Path
from urllib.error import HTTPError, URLError

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

ROOT = Path(__file__).parents[2]
SOURCES = ("pyproject.toml", "README.md", "LICENSE", ".gitignore", "app.py", "conv3dt_core", "pages", ".streamlit")
PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")


def copy_sources(folder: Path) -> None:
    """Copy what the wheel is made of, so that nothing is written into the checkout."""
    folder.mkdir()
    for name in SOURCES:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, folder / name)


def build(folder: Path, **changed: str) -> Path:
    """Return the wheel of a copy of the sources in `folder`."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")]
    subprocess.run(command, cwd=folder / "source", env=os.environ | changed, check=True, stdout=subprocess.DEVNULL)
    (wheel,) = (folder / "dist").glob("conv3dt-*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, with one file more in pages/."""
    folder = tmp_path_factory.mktemp("wheel")
    copy_sources(folder / "source")
    (folder / "source/pages/_shared/probe.js").write_text("// pages bring files that are not Python")
    return build(folder)


@pytest.fixture(scope="module")
def site(wheel: Path) -> Path:
    """Return a folder that holds the installed wheel and nothing else."""
    folder = wheel.parents[1]
    options = ("--no-deps", "--no-index", "--target", "site")
    subprocess.run([*PIP, "install", *options, str(wheel)], cwd=folder, check=True)
    return folder / "site"


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return ``conv3dt`` of an environment that pip has filled, from the wheel and a package index."""
    if not os.environ.get("CI"):
        pytest.skip("downloads all that the wheel depends on; CI=1 runs it")
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    options = ("--no-compile", "-c", str(ROOT / "constraints.txt"))
    subprocess.run([str(folder / "bin/python"), *PIP[1:], "install", *options, str(wheel)], check=True)
    return folder / "bin/conv3dt"


def test_the_same_sources_give_the_same_wheel(tmp_path: Path) -> None:
    made = []
    for name, moment in (("one", 1.0e9), ("other", 1.5e9)):
        (tmp_path / name).mkdir()
        copy_sources(tmp_path / name / "source")
        for file in (tmp_path / name / "source").rglob("*"):
            os.utime(file, (moment, moment))
        made.append(build(tmp_path / name, SOURCE_DATE_EPOCH="1750000000").read_bytes())
    assert made[0] == made[1]


def test_installed_by_pip_it_draws_the_first_page_without_a_network(installed: Path, tmp_path: Path) -> None:
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    port, log = free_port(), tmp_path / "app.log"
    command = [str(installed), "app", "--port", str(port)]
    with log.open("w") as stream:
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), **nowhere}
        server = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=stream, stderr=stream)
        try:
            told = json.loads(answer(server, f"http://127.0.0.1:{port}/healthz", log))
            page = first_page(port)
        finally:
            server.terminate()
            server.wait(30)
    assert (told["ok"], told["version"]) == (True, "0.1.0")
    assert re.sub("<[^>]*>", "", page).count("(2, 6, 10, 10, 10)") == 1
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines() if line.startswith("{")]
    assert [line["message"].partition(" ")[0] for line in lines] == ["started", "stopped"]


def first_page(port: int) -> str:
    """Return the HTML that a browser would be sent for the first page."""
    ask = BackMsg()
    ask.rerun_script.query_string = ""
    found = []
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    with connect(address, subprotocols=["streamlit", "PLACEHOLDER_AUTH_TOKEN"], max_size=None, proxy=None) as socket:
        socket.send(ask.SerializeToString())
        while True:
            message = ForwardMsg.FromString(socket.recv(60))
            if message.WhichOneof("type") == "script_finished":
                return "\n".join(found)
            found.append(message.delta.new_element.html.body)


@pytest.fixture
def command(site: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return ``conv3dt`` as the wheel installs it; its dependencies come from the tests' own environment."""
    monkeypatch.setenv("PYTHONPATH", str(site))
    monkeypatch.chdir(site.parent)
    return [sys.executable, str(site / "bin/conv3dt")]


@pytest.mark.parametrize(
    "name",
    [
        "py.typed",
        "_app/app.py",
        "_app/pages/_shared/router.py",
        "_app/pages/_shared/probe.js",
        "_app/.streamlit/config.toml",
    ],
)
def test_the_wheel_holds(site: Path, name: str) -> None:
    assert (site / "conv3dt_core" / name).is_file()


def test_nothing_else_lies_at_the_top_of_site_packages(site: Path) -> None:
    names = {path.name for path in site.iterdir()} - {"bin"}
    assert names == {"conv3dt_core", "conv3dt-0.1.0.dist-info"}


def test_the_core_needs_no_framework(site: Path) -> None:
    metadata = Parser().parsestr((site / "conv3dt-0.1.0.dist-info/METADATA").read_text("utf-8"))
    needed = {text.partition(">")[0] for text in metadata.get_all("Requires-Dist", []) if "extra ==" not in text}
    assert needed == {"numpy", "plotly", "segno", "streamlit", "threadpoolctl"}
    extras = {"torch", "onnx", "nifti", "test", "oracles", "networks", "keras"}
    assert extras == set(metadata.get_all("Provides-Extra", []))


def test_version(command: list[str]) -> None:
    run = subprocess.run([*command, "--version"], capture_output=True, text=True, check=True)
    first, python, *others = run.stdout.splitlines()
    assert (first, python) == ("conv3dt 0.1.0", f"Python {platform.python_version()}")
    assert {"numpy", "plotly", "streamlit"} <= {line.split()[0] for line in others}


@pytest.mark.parametrize(
    ("words", "said"),
    [([], "COMMAND"), (["app", "--port", "0"], "'0' is not a port"), (["app", "--port", "x"], "'x' is not a port")],
)
def test_a_wrong_command_line_exits_with_2(command: list[str], words: list[str], said: str) -> None:
    run = subprocess.run([*command, *words], capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert said in run.stderr
    assert "Traceback" not in run.stderr


def test_app_serves_with_the_apps_own_configuration(command: list[str], site: Path) -> None:
    port = free_port()
    log = site.parent / "app.log"
    with log.open("w") as stream:
        server = subprocess.Popen([*command, "app", "--port", str(port)], stdout=stream, stderr=stream)
        try:
            answer(server, f"http://127.0.0.1:{port}/_stcore/health", log)
            page = answer(server, f"http://127.0.0.1:{port}/", log)
        finally:
            server.terminate()
            server.wait(30)
    assert "<title>Streamlit</title>" in page
    text = log.read_text("utf-8")
    assert f"http://127.0.0.1:{port}" in text
    assert "Collecting usage statistics" not in text  # said unless config.toml beside app.py was read
    assert "Traceback" not in text


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answer(server: subprocess.Popen[bytes], url: str, log: Path) -> str:
    """Return what `url` answers, once the server is up."""
    for _ in range(240):
        assert server.poll() is None, f"the server ended: {log.read_text('utf-8')}"
        try:
            with urllib.request.urlopen(url, timeout=30) as response:
                return response.read().decode()
        except HTTPError as error:
            raise AssertionError(f"{url}: {error}: {log.read_text('utf-8')}") from error
        except (URLError, ConnectionError):
            time.sleep(0.25)
    raise AssertionError(f"no answer within a minute: {log.read_text('utf-8')}")


def test_meta_the_command_is_the_wheels(command: list[str], site: Path) -> None:
    where = "import conv3dt_core; print(conv3dt_core.__file__)"
    run = subprocess.run([sys.executable, "-c", where], capture_output=True, text=True, check=True)
    assert Path(run.stdout.strip()).parent == site / "conv3dt_core"
    assert os.environ["PYTHONPATH"] == str(site)
    assert command
