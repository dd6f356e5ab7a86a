# Sourced by the commands in bin/. `need run|test|check` makes .venv hold exactly what is locked in requirements/NAME.txt.

fail() { printf 'rekindle: %s\n' "$1" >&2; exit 1; }

find_python() {
  for name in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"; return
    fi
  done
  fail 'Python 3.11 or newer is needed. Install it (Debian: apt install python3 python3-venv; macOS: brew install python), then run this again.'
}

make_venv() {
  python=$(find_python)
  printf 'Setting up, once...\n' >&2
  # What is left of a venv that could not be finished would be taken for a whole one.
  "$python" -m venv .venv >/dev/null 2>&1 || { rm -rf .venv
    fail 'Python could not make .venv. On Debian: apt install python3-venv. Check too that this folder has room and may be written to.'; }
}

# A mark in .venv says which lock it holds, so that a second start installs nothing.
need() {
  lock="requirements/$1.txt"
  [ -x .venv/bin/python ] && .venv/bin/python -c '' 2>/dev/null || { rm -rf .venv; make_venv; }
  mark=".venv/installed-$1"
  cmp -s "$lock" "$mark" && return 0
  printf 'Installing what %s names...\n' "$lock" >&2
  # uv is many times faster; where it cannot be had or reaches nothing, pip does the same.
  if .venv/bin/python -m pip install --quiet --disable-pip-version-check uv >/dev/null 2>&1 &&
     UV_SYSTEM_CERTS=1 .venv/bin/python -m uv pip install --quiet --require-hashes -r "$lock" >/dev/null 2>&1; then :; else
    log=.venv/install.log
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock" >"$log" 2>&1 ||
      fail "The libraries could not be installed ($log says why). Check the network, then run this again; nothing is half done."
  fi
  ln -sf "../../bin/lib/rekindle" .venv/bin/rekindle
  cp "$lock" "$mark"
}
