# `make demo` and `make test` need Python 3.11 and nothing else; both may be run again at any time.
PYTHON ?= python3.11
# Extra arguments of every pip call, for example an index of torch wheels without CUDA.
PIP_FLAGS ?=
# How many processes share the tests; each holds the model and a PostgreSQL of its own.
TEST_PROCESSES ?= 2
# What is installed beside the product itself; empty for the product alone.
EXTRAS ?= [dev]

VENV := .venv
BIN := $(VENV)/bin
# Tools of a release, apart from what they look at.
TOOLS := $(VENV)/tools
READY := $(VENV)/ready

.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint types imports tests docker-lint bench load crash soak fuzz bench-web screenshots schema reference constraints dist sbom audit hashes clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

setup: $(READY) ## make .venv and install the pinned dependencies, when they changed

$(READY): pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
	  echo "Contraste needs Python 3.11, and there is no command '$(PYTHON)' here." >&2; \
	  echo "Install it, or name another one: make demo PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "'$(PYTHON)' is older than 3.11 or lacks the venv module (Debian: python3.11-venv)." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@echo "Installing the pinned dependencies into $(VENV): a minute or two, 1.8 GB."
	@PIP_CONSTRAINT=$(CURDIR)/constraints.txt $(BIN)/python -m pip install --quiet \
	  --disable-pip-version-check --editable '.$(EXTRAS)' $(PIP_FLAGS)
	@touch $(READY)

demo: $(READY) ## compare the sources inside the seed article and write out/demo.html
	@$(BIN)/contraste demo --html out/demo.html

test: check tests ## everything that has to pass: lint, types, import rules, tests

check: lint types imports docker-lint ## everything but the tests

lint: $(READY) ## style and likely bugs (ruff)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY) ## types (mypy, strict)
	$(BIN)/mypy

imports: $(READY) ## which package may import which (import-linter)
	$(BIN)/lint-imports

tests: $(READY) ## the tests alone (pytest)
	$(BIN)/pytest -n $(TEST_PROCESSES) --dist worksteal

docker-lint: $(READY) ## the Dockerfile (hadolint)
	$(BIN)/hadolint Dockerfile

bench: $(READY) ## how well and how fast texts are read (DATA=folder of the public sets), and the main job
	$(BIN)/contraste bench $(if $(DATA),--data '$(DATA)')
	$(BIN)/python -m benchmarks.speed

load: $(READY) ## what the service answers, and how fast, under eight clients (8 minutes)
	$(BIN)/python -m benchmarks.load

crash: $(READY) ## whether anything is lost when processes are killed, 100 rounds on each database
	$(BIN)/python -m benchmarks.crash --rounds 100 --database sqlite
	$(BIN)/python -m benchmarks.crash --rounds 100 --database postgresql

soak: $(READY) ## the service at load while what it stands on fails (30 minutes; root, for a disk that fills)
	$(BIN)/python -m benchmarks.soak --minutes 30

fuzz: $(READY) ## every reader under coverage-guided fuzzing, ten minutes each (pip install '.[fuzz]')
	$(BIN)/python -m benchmarks.fuzz --all

bench-web: $(READY) ## how quickly 2 x 200 claims and a story of 300 x 20 stand in a browser, and how smoothly it scrolls
	$(BIN)/python -m benchmarks.web

screenshots: $(READY) ## every page of the desk, wide and narrow, in both languages; the tour's pictures anew
	$(BIN)/python -m scripts.screenshots out/screenshots
	$(BIN)/python -m scripts.tour docs/img --language en

schema: $(READY) ## write the JSON Schemas of every --json output to docs/schema
	$(BIN)/contraste schema docs/schema

reference: $(READY) ## write docs/reference: every command, route and public name, as the code has them
	$(BIN)/python -m scripts.reference docs/reference

dist: $(READY) ## build the wheel and the sdist into dist/
	$(BIN)/hatchling build --directory dist

sbom: $(READY) $(TOOLS)/ready ## write the bill of materials of what is installed: dist/contraste.cdx.json (CycloneDX)
	@mkdir -p dist
	@$(TOOLS)/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible \
	  --sv 1.6 --of JSON -o $(TOOLS)/environment.json $(BIN)/python
	@$(BIN)/python -m scripts.supply sbom $(TOOLS)/environment.json dist/contraste.cdx.json
	@echo dist/contraste.cdx.json

audit: $(READY) $(TOOLS)/ready ## ask a vulnerability service about every package of the product (pip-audit)
	@$(BIN)/python -m scripts.supply audit $(TOOLS)/bin/pip-audit

hashes: $(READY) $(TOOLS)/ready ## renew hashes.txt: the SHA-256 of every file that the index has of the product's packages
	@head -n 4 hashes.txt > $(TOOLS)/hashes.txt
	@$(BIN)/python -m scripts.supply packages | sed '/^torch==/d' > $(TOOLS)/packages.txt
	@$(TOOLS)/bin/uv pip compile $(TOOLS)/packages.txt --quiet --no-deps --generate-hashes \
	  --python-version 3.11 --no-header --no-annotate >> $(TOOLS)/hashes.txt
	mv $(TOOLS)/hashes.txt hashes.txt

$(TOOLS)/ready: tools.txt | $(READY)
	@$(PYTHON) -m venv $(TOOLS)
	@$(TOOLS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  --requirement tools.txt
	@touch $@

constraints: $(READY) ## pin in constraints.txt what .venv holds now
	@head -n 1 constraints.txt > $(VENV)/constraints.txt
	$(BIN)/pip freeze --all --exclude-editable --exclude pip \
	  | sed 's/+cpu$$//' >> $(VENV)/constraints.txt
	mv $(VENV)/constraints.txt constraints.txt
	@touch $(READY)

clean: ## remove .venv, caches and out/
	rm -rf $(VENV) out dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
