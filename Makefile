# Needs Python 3.11 or newer, make, and either `pulumi` 3.200.0 or newer or Go. `make help` lists the targets.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

STACK ?= active-active
ARGS ?=
PYTHON ?= python3
# Two workers: more only compete with the engine, which uses every core itself. Tests that share a deployed stack are
# in one file, and a file stays with one worker; files are taken in the order of collection, the slow ones first.
WORKERS ?= 2
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PYTEST = $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder
COMPILE = ../$(BIN)/uv pip compile --quiet --upgrade --no-strip-extras --universal --generate-hashes \
  --no-emit-index-url --no-header --python-version 3.11

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)$$/\1\t\2/' | expand -t 12

.PHONY: init
init: $(VENV)/.runtime engine ## Create .venv from the hashed lock and get the Pulumi engine

.PHONY: engine
engine: $(VENV)/.runtime ## Find, install or build the Pulumi engine, and say where it is
	@$(BIN)/python -m privateapi.sandbox.engine

.PHONY: up
up: init ## Deploy STACK (default active-active)
	@$(BIN)/privateapi up $(STACK) $(ARGS)

.PHONY: preview
preview: init ## Show what `make up` would do to STACK
	@$(BIN)/privateapi preview $(STACK) $(ARGS)

.PHONY: down
down: init ## Destroy STACK and leave the sandbox running
	@$(BIN)/privateapi down $(STACK) $(ARGS)

.PHONY: sandbox
sandbox: $(VENV)/.runtime ## Start the sandbox, or say that it runs
	@$(BIN)/privateapi sandbox start

.PHONY: clean
clean: ## Stop the sandbox and remove what was built; .venv stays
	@if [ -x $(BIN)/privateapi ]; then $(BIN)/privateapi sandbox stop; fi
	rm -rf .sandbox build dist .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -not -path './$(VENV)*' -prune -exec rm -rf {} +

.PHONY: test
test: lint engine providers ## Everything that CI checks
	$(PYTEST)

# Apart from `test`: measuring every plugin, program and pack takes as much processor time as the tests themselves.
.PHONY: coverage
coverage: lint engine providers ## The tests, and which lines they run
	$(PYTEST) --cov

.PHONY: lint
lint: $(VENV)/.dev ## ruff, mypy --strict, import-linter
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: format
format: $(VENV)/.dev ## Let ruff rewrite what it can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

.PHONY: schema
schema: $(VENV)/.dev ## Generate the package schema and privateapi/sdk from the declared resources
	$(BIN)/python -m privateapi.provider.schema
	$(BIN)/python -m privateapi.provider.sdkgen
	$(BIN)/ruff format --quiet privateapi/sdk

.PHONY: docs
docs: schema ## Generate the references under docs/
	$(BIN)/python -m privateapi.docs

.PHONY: bench
bench: init ## Measure `pulumi up` against plain boto3 and the engine, the analysis of the packs, and rehearsals
	$(BIN)/python -m bench

.PHONY: providers
providers: .venv-providers/.done ## Build the environment of the programs that policy tests run

.PHONY: lock
lock: $(VENV)/.dev ## Refresh the hashed locks under requirements/
	cd requirements && for lock in "runtime.in build.in -o runtime.txt" "dev.in -c runtime.txt -o dev.txt" \
	  "providers.in -c runtime.txt -o providers.txt"; do $(COMPILE) $$lock; done; \
	  for extra in extras/*.in; do $(COMPILE) $$extra -c runtime.txt -o $${extra%.in}.txt; done

# The project itself is installed in place and without build isolation, so that no unlocked package is downloaded for it.
$(VENV)/.runtime: requirements/runtime.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("error: Python 3.11 or newer is needed, \
	$(PYTHON) is " + sys.version.split()[0] + "; set PYTHON, as in: make PYTHON=python3.12")'
	@[ -x $(BIN)/pip ] || $(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements/runtime.txt
	$(PIP) install --no-build-isolation --no-deps --no-index --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.runtime
	$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

.venv-providers/.done: requirements/providers.txt
	$(PYTHON) -m venv .venv-providers
	.venv-providers/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements/providers.txt
	@touch $@
