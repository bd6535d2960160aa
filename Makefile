# Rough first form; see the targets.
PY := .venv/bin/python
run:
	$(PY) main.py
test:
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest
lint:
	.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy && .venv/bin/lint-imports
.PHONY: run test lint
