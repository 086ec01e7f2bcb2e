"""What all tests share: two threads at most, reproducible examples, and honest skips.

Where a framework or a browser is missing a test is skipped with the reason; where CI or CONV3DT_REQUIRE_ORACLES /
CONV3DT_REQUIRE_BROWSER says that it must be there, the same test fails. So a green CI means that they ran. And where
CONV3DT_ORACLES names frameworks, the run fails if one of them was compared with nothing.
"""

from __future__ import annotations

import gc
import importlib
import os
import shutil
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from types import ModuleType

# Before NumPy, torch or Paddle is imported: they read these once.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "2")

import pytest  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402

IN_CI = bool(os.environ.get("CI"))
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ORACLE_COUNTS = pytest.StashKey[Counter[str]]()

# No deadline: the machine is shared, and a slow example is not a wrong one.
settings.register_profile("local", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("local"), derandomize=True)
settings.load_profile("ci" if IN_CI else "local")


def missing(reason: str, required_by: str) -> None:
    """Skip the test, or fail it where CI or the environment variable `required_by` is set."""
    if IN_CI or os.environ.get(required_by):
        pytest.fail(f"{reason}; it is required here (CI or {required_by} is set)", pytrace=False)
    pytest.skip(reason)


@pytest.fixture
def clock() -> Iterator[Callable[[], float]]:
    """Give the seconds of processor this thread has had, with the other tests' objects out of the collector's way.

    The app freezes what it has loaded; among the objects of thousands of tests a collection takes a second.
    """
    gc.collect()
    gc.freeze()
    yield time.thread_time
    gc.unfreeze()


@pytest.fixture(scope="session")
def import_oracle() -> Callable[[str], ModuleType]:
    """Return a function that imports a framework: ``paddle = import_oracle("paddle")``."""

    def load(name: str) -> ModuleType:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # what it says about itself at import is not ours to mend
                return importlib.import_module(name)
        except ModuleNotFoundError as error:
            if error.name != name:
                raise
            missing(f"{name} is not installed", "CONV3DT_REQUIRE_ORACLES")
            raise

    return load


@pytest.fixture(scope="session")
def import_keras(import_oracle: Callable[[str], ModuleType]) -> Callable[[], ModuleType]:
    """Return a function that imports Keras on TensorFlow, which have an environment of their own: ``make keras``."""

    def load() -> ModuleType:
        if "keras" not in named_oracles() and find_spec("tensorflow") is None:
            pytest.skip("tensorflow is not installed here; `make keras` runs this test")
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
        os.environ["KERAS_BACKEND"] = "tensorflow"
        import_oracle("tensorflow")
        return import_oracle("keras")

    return load


@pytest.fixture(scope="session")
def oracle_counts(request: pytest.FixtureRequest) -> Counter[str]:
    """Cases compared per framework, printed at the end: ``oracle_counts["paddle"] += 1``."""
    return request.config.stash[ORACLE_COUNTS]


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of a Chromium or Chrome."""
    wanted = os.environ.get("CONV3DT_CHROMIUM")
    found = next((path for name in ((wanted,) if wanted else BROWSERS) if (path := shutil.which(name))), None)
    if found is None:
        missing(f"no browser: {wanted or ', '.join(BROWSERS)}", "CONV3DT_REQUIRE_BROWSER")
        raise AssertionError
    return found


@pytest.fixture(scope="session")
def nginx() -> str:
    """Return the path of nginx."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if found is None:
        missing("nginx is not installed", "CONV3DT_REQUIRE_BROWSER")
        raise AssertionError
    return found


def pytest_configure(config: pytest.Config) -> None:
    config.stash[ORACLE_COUNTS] = Counter()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node) -> None:
    """Bring the counts of an xdist worker to the process that prints."""
    node.config.stash[ORACLE_COUNTS].update(getattr(node, "workeroutput", {}).get("oracle_counts", {}))


def never_compared(config: pytest.Config) -> list[str]:
    """Return the frameworks named by CONV3DT_ORACLES that no test has counted a case for."""
    counted = {name.split()[0] for name, count in config.stash[ORACLE_COUNTS].items() if count}
    return [name for name in named_oracles() if name not in counted]


def named_oracles() -> list[str]:
    """Return the frameworks that CONV3DT_ORACLES names."""
    return os.environ.get("CONV3DT_ORACLES", "").split()


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["oracle_counts"] = dict(session.config.stash[ORACLE_COUNTS])
    elif never_compared(session.config) and not session.config.option.collectonly:
        session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    counts = config.stash[ORACLE_COUNTS]
    if counts:
        text = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
        terminalreporter.write_line(f"cases compared with an oracle: {text}")
    for name in never_compared(config):
        terminalreporter.write_line(f"no case was compared with {name}, which CONV3DT_ORACLES names", red=True)
