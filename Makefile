# Vstrecha. 'make demo' and 'make test' set up all they need; 'make help' lists the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
CATALOGUES := $(wildcard src/vstrecha/locale/*/LC_MESSAGES/*.po)
WITH_POSTGRESQL := $(BIN)/python -m scripts.with_postgresql
PYTEST := $(BIN)/python -m pytest
# What speaks to the database, and could differ between SQLite and PostgreSQL.
DATABASE_TESTS := tests/people tests/missions tests/matches tests/meetings \
	tests/programme tests/workbook
# The public data sets that 'make bench' measures on: folders b2b/ and matching/.
DATA ?= ../shared/data
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help install demo serve test test-all lint format messages bench bench-matching \
	bench-scheduling lock clean

help: ## list these commands
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## / \t/' | expand -t 18

install: $(VENV)/.installed ## into .venv, with the vstrecha script

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@# Debian's Python comes without ensurepip: pip, which is there, then fills the environment.
	$(PYTHON) -m venv $(VENV) 2>/dev/null || { $(PYTHON) -m venv --clear --without-pip $(VENV) \
		&& $(PYTHON) -m pip --python $(VENV) install -q pip; }

$(VENV)/.installed: $(BIN)/python requirements/run.txt pyproject.toml hatch_build.py $(CATALOGUES)
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed requirements/test.txt
	$(PIP) install --require-hashes -r requirements/test.txt
	@touch $@

demo: install ## run the sample mission and serve it (ARGS="--port 9000")
	@$(BIN)/vstrecha demo $(ARGS)

serve: install ## serve the installation that 'vstrecha init' made
	@$(BIN)/vstrecha serve $(ARGS)

lint: $(VENV)/.installed-test ## style, types, import contracts, catalogues, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m scripts.messages --complete
	DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m django makemigrations --check --dry-run

test: lint ## everything that must be green before a change lands
	@sh scripts/install_test_tools.sh
	$(WITH_POSTGRESQL) $(PYTEST) -n 2 -q -m "not heavy and not browser" $(DATABASE_TESTS)
	$(PYTEST) -n 2 -m "not heavy"

test-all: lint ## the same, and the heavy checks, and everything on PostgreSQL
	@sh scripts/install_test_tools.sh
	$(WITH_POSTGRESQL) $(PYTEST) -n 2
	$(PYTEST) -n 2

format: $(VENV)/.installed-test ## put the source in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: $(VENV)/.installed-test ## bring the message catalogues up to date
	$(BIN)/python -m scripts.messages

bench: bench-matching bench-scheduling ## measure all (DATA=folder of the public data sets)

bench-matching: $(VENV)/.installed-test ## industries found across languages, by every part
	$(BIN)/python -m benchmarks.matching --data $(DATA)/matching
	$(BIN)/python -m benchmarks.matching.learning
	$(BIN)/python -m benchmarks.matching.selection
	$(BIN)/python -m benchmarks.matching.industries
	$(BIN)/python -m benchmarks.matching.teams --data $(DATA)/matching

bench-scheduling: $(VENV)/.installed-test ## timetables, against peers and bounds (ARGS="--quick")
	$(BIN)/python -m benchmarks.scheduling --data $(DATA) $(ARGS)

lock: ## pin the requirements anew
	$(PIP) install uv
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url pyproject.toml --group build --extra postgresql -o requirements/run.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url pyproject.toml --group test --extra postgresql \
		--extra large --extra cluster -c requirements/run.txt -o requirements/test.txt

clean: ## remove the virtual environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
