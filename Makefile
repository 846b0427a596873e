# make run · make test: each sets up all it needs on a machine with Python 3.11 and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8080
LOCK := $(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header

.PHONY: setup run test check bench lock clean

setup: $(VENV)/.run-ready

# What the program needs, as locked; the copy in .venv follows the lock file.
$(VENV)/.run-ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --no-compile --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-compile --no-deps -e .
	touch $@

$(VENV)/.dev-ready: $(VENV)/.run-ready requirements-dev.lock
	$(BIN)/pip install --quiet --no-compile --require-hashes -r requirements-dev.lock
	touch $@

# Without CCHC_TELEGRAM_TOKEN: demo data, an emulated Telegram and its page. With it: the real assistant.
run: setup
	$(BIN)/python -m bot $$($(BIN)/python -m bot mode --port $(PORT))

test: $(VENV)/.dev-ready
	bash tests/browser/install-chromium.sh
	$(BIN)/python -m pytest -n 2 $(ARGS)

check: $(VENV)/.dev-ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: $(VENV)/.dev-ready
	$(BIN)/python -m tests.bench

# After a change of dependencies in pyproject.toml.
lock: $(VENV)/.run-ready
	$(BIN)/pip install --quiet uv
	$(LOCK) pyproject.toml --group dev -o requirements-dev.lock
	$(LOCK) pyproject.toml --constraint requirements-dev.lock -o requirements.lock

clean:
	rm -rf $(VENV) data
