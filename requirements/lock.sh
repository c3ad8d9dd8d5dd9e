#!/usr/bin/env bash
# Resolve pyproject.toml and build.in again into gate.txt (to run) and dev.txt (to develop): names, versions, hashes.
set -euo pipefail
cd "$(dirname "$0")/.."
compile() {
  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
    --no-emit-index-url --no-emit-find-links "$@"
}
compile pyproject.toml requirements/build.in -o requirements/gate.txt
compile pyproject.toml requirements/build.in --extra dev -o requirements/dev.txt
