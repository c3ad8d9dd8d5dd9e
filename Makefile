# Two commands are promised: `make gate` and `make test`. Each sets up what it needs by itself.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
WORKERS ?= $(shell nproc 2>/dev/null || echo 1)

# Every command of a run would compile the harness anew where byte code may not be kept.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help gate gate-sip test check format clean detection agreement

help:  ## what there is to make
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/.gate: requirements/gate.txt pyproject.toml scripts/install
	@scripts/install $(VENV) gate $(PYTHON)
	@touch $@

$(BIN)/.dev: requirements/dev.txt pyproject.toml scripts/install
	@scripts/install $(VENV) dev $(PYTHON)
	@touch $@ $(BIN)/.gate

gate: $(BIN)/.gate  ## prove the suite on the embedded mock; the exit status is the verdict
	@scripts/gate $(VENV) $(WORKERS)

gate-sip: $(BIN)/.gate  ## real calls over SIP and RTP on loopback, answered by a user agent; about a minute
	@scripts/telephony
	@scripts/gate-sip $(VENV)

test: $(BIN)/.dev  ## the project's own checks and tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/pytest -n $(WORKERS) --dist loadgroup tests

detection: $(BIN)/.dev  ## how many seeded faults the gate finds, class by class; about 25 minutes
	@$(BIN)/python benchmarks/detection.py --first --sample 44

agreement: $(BIN)/.dev  ## the same features on the embedded mock, a mock server and an account; about 4 minutes an edition
	@$(BIN)/python benchmarks/agreement.py tutorial
	@$(BIN)/python benchmarks/agreement.py current

format: $(BIN)/.dev  ## put the code in shape
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

clean:  ## remove everything that was made
	rm -rf $(VENV) .mypy_cache .ruff_cache .import_linter_cache
	git clean -fdXq reports
