# Two commands do all the set-up they need and then the job: `make run` and `make test`.
#
#   make run                       the window; with no display, the main job headless, papers in out/
#   make test ARGS="-k payment"    the tests
#   make lint                      ruff, mypy, who may import whom
#   make bench                     how fast, as ratios to a floor of the same run; also out/bench.json
#   make lock ARGS=--upgrade       the locks anew from pyproject.toml

SHELL := /bin/bash
PYTHON := .venv/bin/python
# One more than there are cores, for a test mostly waits: for a centre, a printer, a token.
WORKERS ?= $(shell echo $$(( $$(nproc) < 4 ? $$(nproc) + 1 : 4 )))
QT_QPA_PLATFORM ?= offscreen
# Tests keep their records in memory where 4 GB of it are to spare: a desk waits for the disk some eighty times a test.
# Not where nothing in it may run: a test compiles a token's driver of its own.
SCRATCH ?= $(shell grep -q ' /dev/shm [^ ]* [^ ]*noexec' /proc/mounts || \
	df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 4000000 { print "/dev/shm" }')
ARGS ?=

.PHONY: run test lint bench lock

run:
	@installer/prepare.sh run
	@. .venv/environment; if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		exec $(PYTHON) main.py $(ARGS); \
	else \
		echo "यहाँ कोई स्क्रीन नहीं है, इसलिए मुख्य काम बिना विंडो के चलेगा; काग़ज़ out/ में मिलेंगे।"; \
		echo "There is no display here, so the main job runs without a window; its papers will be in out/."; \
		exec $(PYTHON) main.py demo --out out; \
	fi

# A test starts the program as a person does, some hundred times in all: it is compiled once, whoever runs this.
test:
	@installer/prepare.sh test
	@. .venv/environment; PYTHONDONTWRITEBYTECODE= QT_QPA_PLATFORM=$(QT_QPA_PLATFORM) TMPDIR=$(or $(SCRATCH),$${TMPDIR:-/tmp}) $(PYTHON) -m pytest -n $(WORKERS) --dist loadgroup $(ARGS)

lint:
	@installer/prepare.sh lint
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports

bench:
	@installer/prepare.sh bench
	@mkdir -p out
	@. .venv/environment; QT_QPA_PLATFORM=$(QT_QPA_PLATFORM) $(PYTHON) -m tests.bench $(ARGS)

lock:
	@installer/prepare.sh test
	@requirements/renew.sh $(ARGS)
