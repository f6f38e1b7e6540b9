# Every target does its own set-up in .venv, from the lock files.
# PYTHON=/path/to/python picks another interpreter (3.11 or newer).
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
# Real pages to measure on as well, where a developer has some beside the checkout.
REAL_PAGES := $(wildcard ../shared/data/pages/pages.jsonl.gz)
# Public development data for names in text; only with it are the figures worth storing.
NAMES := $(wildcard ../shared/data/names)
# Public conformance suites, likewise.
SUITES := $(wildcard ../shared/data/conformance)
# Where tests keep their databases: in memory where there is room, for each commit waits for a disk
# (with it 880 s instead of 1,570 on two cores, where that was measured, three at a time included).
ROOM := $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 4000000 { print "TMPDIR=/dev/shm" }')
# A Python that has Scrapy, to crawl beside it: make bench SCRAPY=/path/to/python
SCRAPY ?=

.PHONY: demo test browser check bench audit lock clean
.DELETE_ON_ERROR:

demo: .venv/core.stamp
	$(BIN)/python scan.py demo

test: .venv/dev.stamp browser
	$(ROOM) $(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

# The journeys in a browser use the system's Chromium. Nothing is asked, and nothing fails without.
browser:
	@for one in chromium chromium-browser google-chrome; do command -v $$one >/dev/null && exit 0; done; \
	sudo=; test "$$(id -u)" = 0 || sudo="sudo -n"; \
	if command -v apt-get >/dev/null && $$sudo true 2>/dev/null; then \
		DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y chromium </dev/null >/dev/null 2>&1 && exit 0; \
	fi; \
	echo "No Chromium: the journeys in a browser are left out (Debian: apt install chromium)."

check: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: .venv/dev.stamp
	$(BIN)/python scan.py bench $(REAL_PAGES:%=--real %) $(SUITES:%=--suites %) $(SCRAPY:%=--scrapy %) \
		$(NAMES:%=--names % --store docs)
	$(BIN)/python -m tests.journeys.killed_runs
	$(BIN)/python -m tests.journeys.hot_posts
	$(BIN)/python -m scanner.bench.carried docs README.md docs/matching.md docs/identity.md docs/severity.md

audit: .venv/dev.stamp
	$(BIN)/pip-audit --require-hashes --disable-pip -r requirements.lock

lock: .venv/dev.stamp
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra demo -o requirements.lock pyproject.toml
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml

clean:
	rm -rf .venv reports/demo reports/browser

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Värn needs Python 3.11 or newer with venv. Install it (Debian: apt install python3 python3-venv) and run make again, or name one: make PYTHON=/path/to/python" >&2; exit 2; }
	$(PYTHON) -m venv .venv

.venv/core.stamp: requirements.lock | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	touch $@

.venv/dev.stamp: requirements-dev.lock .venv/core.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-dev.lock
	touch $@
