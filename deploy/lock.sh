#!/usr/bin/env bash
# Writes both lock files anew (`make lock`). torch and its CUDA companions stay out: deploy/bootstrap.sh chooses the CPU build.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=${UV:-uv}
companions=$("$uv" pip compile pyproject.toml --universal --python-version 3.11 --no-header --no-annotate --quiet |
  grep -oE '^(torch|triton|cuda-[a-z]+|nvidia-[a-z0-9-]+)=' | tr -d '=' | sort -u)
options=(--universal --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet)
# shellcheck disable=SC2046  # one word per package is meant
"$uv" pip compile pyproject.toml --group dev --python-version 3.11 "${options[@]}" \
  $(printf -- '--no-emit-package %s ' $companions) -o requirements.lock
"$uv" pip compile nlu/requirements.in --python-version 3.10 "${options[@]}" -o nlu/requirements.lock
