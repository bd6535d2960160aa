#!/usr/bin/env bash
# Writes the locks anew from the ranges in pyproject.toml. Run it as `make lock`; add ARGS=--upgrade to take newer versions.
set -euo pipefail
cd "$(dirname "$0")/.."

compile() {
    CUSTOM_COMPILE_COMMAND="make lock" .venv/bin/python -m piptools compile --quiet --generate-hashes --allow-unsafe \
        --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options "$@"
}

renewal=("$@")
compile "${renewal[@]}" --output-file requirements/run.lock pyproject.toml
compile "${renewal[@]}" --extra dev --constraint requirements/run.lock --output-file requirements/test.lock pyproject.toml

wanted=$(mktemp --suffix=.in)
trap 'rm -f "$wanted"' EXIT
write_wanted() {
    .venv/bin/python -c '
import sys, tomllib
with open("pyproject.toml", "rb") as project:
    print(*tomllib.load(project)["project"]["optional-dependencies"][sys.argv[1]], sep="\n")
' "$1" > "$wanted"
}

write_wanted bench
compile "${renewal[@]}" --constraint requirements/run.lock --no-annotate --output-file requirements/bench.lock "$wanted"

# pyscard's own build step would fetch swig and compile that too. Without build isolation it takes the system's swig and
# the setuptools of run.lock.
write_wanted card
compile "${renewal[@]}" --no-build-isolation --constraint requirements/run.lock --no-annotate --output-file requirements/card.lock "$wanted"

# A lock names packages and hashes, never the host they came from or the folder it was written in.
if grep -nE '://|^-|/tmp/|file:/' requirements/*.lock; then
    echo "requirements/renew.sh: a lock names a place (above)" >&2
    exit 1
fi
