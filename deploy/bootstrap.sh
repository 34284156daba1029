#!/usr/bin/env bash
# Makes both environments from their locks: .venv (the app) and nlu/.venv (Rasa, Python 3.10). Does nothing when they are current.
set -euo pipefail
cd "$(dirname "$0")/.."
TORCH=$(sed -n 's/.*"\(torch==[^"]*\)".*/\1/p' pyproject.toml)

say() { printf '\033[1m· %s\033[0m\n' "$*" >&2; }

find_uv() {
  command -v uv || { [ -x .uv/bin/uv ] && echo .uv/bin/uv; } || {
    say "Fetching uv, the installer"
    python3 -m venv .uv && .uv/bin/python -m pip install --quiet 'uv>=0.7' && echo .uv/bin/uv
  }
}

is_python() { [ -n "$2" ] && [ -x "$2" ] && "$2" -c "import ssl, sys; sys.exit('%d.%d' % sys.version_info[:2] != '$1')" 2>/dev/null; }

find_python() { # VERSION: uv's own search first, then pyenv's versions, which hide behind shims; else uv installs one
  local candidate
  for candidate in "$("$UV" python find --no-project "$1" 2>/dev/null || true)" \
    "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"$1".*/bin/python "$(command -v "python$1" || true)"; do
    if is_python "$1" "$candidate"; then echo "$candidate"; return; fi
  done
  say "Installing Python $1"
  "$UV" python install "$1" >&2 && "$UV" python find --no-project "$1"
}

install_torch() { # the CPU build: from pip's own find-links when it offers one, else by uv's backend
  local links
  links=$(python3 -m pip config get global.find-links 2>/dev/null || echo "${PIP_FIND_LINKS:-}")
  for link in $links; do
    if compgen -G "$link/torch-${TORCH#torch==}+cpu-*" >/dev/null &&
      "$UV" pip install --quiet --python .venv/bin/python --no-deps --find-links "$link" --no-index "$TORCH+cpu" 2>/dev/null; then
      return
    fi
  done
  "$UV" pip install --quiet --python .venv/bin/python --no-deps --torch-backend cpu "$TORCH"
}

make_environment() { # FOLDER VERSION LOCK
  local stamp python
  stamp=$(cat "$3" pyproject.toml deploy/bootstrap.sh | sha256sum | cut -c1-16)
  [ -e "$1/.made-$stamp" ] && return
  say "Installing $1 (Python $2); the first time this takes some minutes"
  python=$(find_python "$2")  # by itself, so that we stop where there is none
  "$UV" venv --quiet --allow-existing --python "$python" "$1"
  "$UV" pip install $QUIET --python "$1/bin/python" --no-deps --require-hashes -r "$3"
  if [ "$1" = .venv ]; then
    install_torch
    "$UV" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable .
  fi
  rm -f "$1"/.made-* && touch "$1/.made-$stamp"
}

UV=$(find_uv)
QUIET=$([ -t 2 ] || echo --quiet)  # somebody who watches sees the progress
make_environment .venv 3.11 requirements.lock
make_environment nlu/.venv 3.10 nlu/requirements.lock
