# make play   start the game (makes .venv first)
# make test   every check that CI runs
# make bench  speed, compared with yardsticks measured in the same run
# make conformance VECTORS=DIR   compare with recordings of a real cluster

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

# The first start is to be as fast as all others, also where Python is told not to write byte code.
COMPILE = @$(BIN)/python -m compileall -q src/svcquest

.PHONY: play test fix bench conformance wheel pictures reference words clean
.DEFAULT_GOAL := play

play: $(VENV)/.play
	@if [ -t 0 ] && [ -t 1 ]; then exec $(BIN)/svcquest; else exec $(BIN)/svcquest demo; fi

test: $(VENV)/.test
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/lint-imports --no-cache > .lint-imports.log 2>&1 || { cat .lint-imports.log; exit 1; }
	@# types beside tests, and more workers than cores: both wait now and then; what is compiled is kept for the next run
	@$(BIN)/mypy --no-error-summary > .mypy.log 2>&1 & types=$$!; \
		PYTHONDONTWRITEBYTECODE= $(BIN)/pytest --numprocesses=4 --dist=worksteal; tests=$$?; \
		wait $$types; types=$$?; cat .mypy.log; exit $$((tests | types))

fix: $(VENV)/.test
	$(BIN)/ruff check --quiet --fix .
	$(BIN)/ruff format --quiet .

bench: $(VENV)/.test
	$(BIN)/python -m benchmarks

conformance: $(VENV)/.test
	@$(BIN)/python -m tests.conformance.run "$(VECTORS)"

pictures: $(VENV)/.test
	$(BIN)/python -m scripts.pictures

reference: $(VENV)/.test
	$(BIN)/python -m scripts.level_reference

words: $(VENV)/.test
	$(BIN)/python -m scripts.words

wheel: $(VENV)/.test
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean:
	rm -rf $(VENV) dist build

# A stamp for each set of packages: nothing is installed again until pyproject.toml changes.
$(VENV)/.play: pyproject.toml | $(BIN)/python
	@echo "Installing svcquest into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	$(COMPILE)
	@touch $@

$(VENV)/.test: pyproject.toml | $(BIN)/python
	@echo "Installing svcquest and its test tools into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	$(COMPILE)
	@touch $@ $(VENV)/.play

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "svcquest needs Python 3.11 or newer; name one with: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
