# Everything the project needs is set up here: a machine with Python 3.11, git and make is enough.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# A line in a .pth file. What pip does by itself takes a twentieth of the time to a verdict, at every start.
SETUP  := $(BIN)/pip install --quiet --disable-pip-version-check --config-settings editable_mode=compat --editable

.PHONY: demo test lint docs pages corpora fuzz bench clean

$(VENV)/run: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(SETUP) .
	$(BIN)/python -m compileall -q grader   # so that the first call starts as fast as the next
	@touch $@

$(VENV)/dev: $(VENV)/run
	$(SETUP) '.[dev]'
	@touch $@

demo: $(VENV)/run
	$(BIN)/grader grade exercises/assignment-6 submissions -o reports

test: $(VENV)/dev browser lint
	$(BIN)/pytest

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/mypy

.PHONY: browser
browser:
	@command -v chromium >/dev/null && command -v chromedriver >/dev/null || sh scripts/install-browser

$(VENV)/docs: $(VENV)/run
	$(SETUP) '.[docs]'
	@touch $@

docs: $(VENV)/docs   # a warning, a link that leads nowhere or a page that nothing leads to is an error
	$(BIN)/sphinx-build -q -W --keep-going -E docs build/docs
	@echo "open build/docs/index.html"

pages: $(VENV)/dev   # the pages that come out of the program
	$(BIN)/python scripts/pages.py

corpora: $(VENV)/dev
	@test -x ../shared/scoreboard || { echo "The corpora are kept beside the project, in ../shared: they are not here."; exit 1; }
	GRADER=$(BIN)/grader ../shared/scoreboard

fuzz: $(VENV)/dev
	$(BIN)/pytest -m fuzz -rP tests

.bench/ready: benchmarks/requirements.txt
	$(PYTHON) -m venv .bench
	.bench/bin/pip install --quiet --disable-pip-version-check -r benchmarks/requirements.txt
	@touch $@

bench: $(VENV)/dev .bench/ready
	$(BIN)/python -m benchmarks -o docs/benchmarks.md

.PHONY: seal-attack
seal-attack: $(VENV)/dev   # MINUTES of processor time against a sealed folder at the lowest cost, so that more is tried
	rm -rf build/sealed
	-$(BIN)/grader seal tests/seal/exercise.yaml --cost 4 -o build/sealed
	$(BIN)/python -m benchmarks.seal_attack build/sealed --minutes $(or $(MINUTES),5)

clean:
	rm -rf $(VENV) build *.egg-info
