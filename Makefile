# The commands of this project; CI runs the same ones.
VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: demo test check bench clean

# Reads the reports in examples/ and prints the ledger as a table.
demo: $(VENV)/.installed
	$(BIN)/stemma read examples/quake

# Every check and every test. Tests that need ../shared skip by name where it is absent.
test: check
	$(BIN)/python -m pytest -rs

# Style, types, floors.
check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The figures of docs/quality.md and docs/speed.md; needs ../shared.
SHARED ?= ../shared
bench: $(VENV)/.dev
	$(BIN)/python $(SHARED)/tools/score_stories.py $(SHARED)/stories --stemma "$(BIN)/stemma"
	$(BIN)/python bench/quantities.py $(SHARED)/data/quantities/newsquant_dev.jsonl
	$(BIN)/python bench/times.py --shared $(SHARED) --annotator
	$(BIN)/python bench/grouping.py --shared $(SHARED)
	$(BIN)/python -m bench.descent --shared $(SHARED)
	$(BIN)/python -m bench.distortions --stemma --baselines
	$(BIN)/python -m bench.events --shared $(SHARED)
	$(BIN)/python -m bench.pledges $(SHARED)/stories
	$(BIN)/python -m bench.speakers --shared $(SHARED)
	$(BIN)/python -m bench.observatory $(SHARED)/data/reports/syria_2011_2015.jsonl
	$(BIN)/python -m bench.scale
	$(BIN)/python -m bench.desk
	$(BIN)/python -m bench.library --shared $(SHARED) --reports 1000 10000
	$(BIN)/python -m bench.orders --shared $(SHARED)
	$(BIN)/python -m bench.reanchored --shared $(SHARED)
	$(BIN)/python -m bench.damages
	$(BIN)/python -m bench.kills
	$(BIN)/python -m bench.fuzz --count 1000
	$(BIN)/python -m bench.intake
	$(BIN)/python -m bench.passim --reports 1000
	$(BIN)/python bench/reading.py $(SHARED)/data/stories/events.jsonl
	$(BIN)/python bench/command.py --shared $(SHARED)

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV) || { echo "No virtual environment could be made. On Debian: apt-get install python3-venv"; exit 1; }
	$(PIP) --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(PIP) --editable ".[dev]"
	touch $@

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
