# `make app` and `make test` do all of their set-up, once. LIGHT=1 leaves torch out, and Keras.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8501
# Test processes. 0: all tests in one process, one after the other.
JOBS ?= 2
LIGHT ?=

BIN := .venv/bin
BROWSERS := $(CONV3DT_CHROMIUM) chromium chromium-browser google-chrome google-chrome-stable
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
TORCH := $(if $(LIGHT),,torch)
SUFFIX := $(if $(LIGHT),-light,)
comma := ,

.PHONY: app test keras browser clean

app: .venv/.app$(SUFFIX)
	exec $(BIN)/streamlit run app.py --server.address 127.0.0.1 --server.port $(PORT)

test: .venv/.test$(SUFFIX) browser $(if $(LIGHT),,keras)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n $(JOBS) --dist loadgroup --ignore tests/browser $(PYTEST_ARGS)
	CONV3DT_ORACLES= $(BIN)/pytest tests/browser $(PYTEST_ARGS) # alone: two browsers on two cores only wait for each other

.venv/.app$(SUFFIX): EXTRAS := onnx,nifti$(if $(TORCH),$(comma)$(TORCH))
.venv/.test$(SUFFIX): EXTRAS := test,oracles,nifti$(if $(TORCH),$(comma)$(TORCH)$(comma)networks)
.venv/.%: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.$(if $(EXTRAS),[$(EXTRAS)])'
	touch $@

$(BIN)/python:
	$(PYTHON) -m venv .venv

# Keras and TensorFlow in an environment of their own; the run fails if nothing was compared.
keras: .venv-keras/.test
	CONV3DT_ORACLES=keras .venv-keras/bin/python -m pytest -k keras tests/conformance/test_oracles.py tests/conformance/test_snippets.py tests/conformance/test_trace_keras.py

.venv-keras/.test: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv-keras
	.venv-keras/bin/python -m pip install --quiet --no-compile --disable-pip-version-check -c constraints.txt -e '.[keras]' hypothesis pytest
	touch $@

# Without a browser the browser tests are skipped, and say so, unless CI or CONV3DT_REQUIRE_BROWSER is set; so is the one
# that wants nginx, which is installed in CI only: Debian's package starts a web server.
browser:
	@{ command -v $(BROWSERS) && $(if $(CI),command -v nginx,true); } >/dev/null || \
	{ command -v apt-get >/dev/null && $(SUDO) apt-get update -q && \
	  $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends chromium fonts-noto-cjk $(if $(CI),nginx); } || \
	echo 'No browser (in CI: or no nginx): install Chromium or Chrome, or set CONV3DT_CHROMIUM to its path. Browser tests cannot run.' >&2

clean:
	rm -rf .venv .venv-keras .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist
