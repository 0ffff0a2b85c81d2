#!/usr/bin/env bash
# Resolve requirements/*.in in fresh environments and write the lock files. Local versions (torch's +cpu) are cut off:
# the lock names the release, pip takes the build that the machine offers. No hashes: builds differ.
set -eu
cd "$(dirname "$0")/.."
lock() { # name, python
  local folder; folder=$(mktemp -d)
  "$2" -m venv "$folder"
  grep -q '^torch==' "requirements/$1.in" && "$folder/bin/pip" install -q "$(grep '^torch==' "requirements/$1.in")"
  "$folder/bin/pip" install -q -r "requirements/$1.in"
  { echo "# Resolved from $1.in by scripts/lock.sh"; "$folder/bin/pip" freeze | sed -E 's/\+cpu$//; s/ @ .*//'; } > "requirements/$1.lock"
  rm -rf "$folder"
}
find_python() { python3 -c "import sys; sys.path.insert(0, 'scripts'); import bootstrap; print(bootstrap.find_python(($1,)))"; }
lock service "$(find_python '(3, 11)')"
lock rasa "$(find_python '(3, 10)')"
