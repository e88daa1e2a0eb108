#!/bin/sh
# Makes .venv from requirements.lock: Python 3.11, the locked packages (checked by hash) and this project itself.
#
#   sh environment.sh            bring .venv up to date; does nothing, and needs no network, when it already is
#   sh environment.sh uv ARGS    run the uv that this checkout uses
#
# It can be interrupted and run again at any time. Packages come from wherever pip and uv are configured to find them.
set -eu
cd "$(dirname "$0")"

say() { printf '%s\n' "$*" >&2; }
fail() { say "Cannot go on: $*"; exit 1; }

# Older releases do not know the metadata override of pyproject.toml that lets Rasa install on Python 3.11.
is_usable_uv() {
    case $("$1" --version 2>/dev/null) in
        "uv 0."[0-4].*) return 1 ;;
        "uv "*) return 0 ;;
        *) return 1 ;;
    esac
}

# A command of that name may be a shim that cannot run, so each is tried.
any_python() {
    for name in python3.11 python3 python; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    fail "no Python 3.8 or newer found; install Python 3.11 (https://www.python.org/downloads/) or uv."
}

install_uv() {
    python=$(any_python)
    say "Getting uv, the package installer, into .uv/ ..."
    rm -rf .uv
    if "$python" -m venv .uv >/dev/null 2>&1 && .uv/bin/python -m pip install --quiet uv >.uv/log 2>&1; then
        return
    fi
    # Some distributions ship Python without venv, some with pip alone.
    if "$python" -m pip install --quiet --target .uv uv >/dev/null 2>&1; then
        return
    fi
    fail "uv could not be installed with $python; is the package index reachable, and are venv and pip there" \
        "(on Debian: apt-get install python3-venv)?"
}

find_uv() {
    if is_usable_uv uv; then
        uv=uv
        return
    fi
    uv=.uv/bin/uv
    is_usable_uv "$uv" || install_uv
    is_usable_uv "$uv" || fail "the uv that the package index gave does not run on this machine; install uv by hand."
}

# Somebody who configured only pip has told us where packages come from all the same.
adopt_pip_index() {
    if [ -n "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ] || [ -e "${XDG_CONFIG_HOME:-$HOME/.config}/uv/uv.toml" ] || [ -e /etc/uv/uv.toml ]; then
        return
    fi
    index=${PIP_INDEX_URL:-$(python3 -m pip config get global.index-url 2>/dev/null || true)}
    if [ -n "$index" ]; then
        export UV_DEFAULT_INDEX="$index"
    fi
}

is_python_311() {
    [ "$("$1" -c 'import sys; print(*sys.version_info[:2], sep=".")' 2>/dev/null)" = 3.11 ]
}

make_venv() {
    say "Making .venv with Python 3.11 ..."
    # Relocatable, so that a checkout that is moved keeps working scripts.
    reason=$("$uv" venv --quiet --clear --relocatable --python 3.11 .venv 2>&1) ||
        fail "Firstline needs Python 3.11, which uv could neither find nor fetch ($(echo "$reason" | head -n 1)); install it and try again."
}

# The folder is part of it: the project is installed from where it lies.
fingerprint() { { cat requirements.lock pyproject.toml; pwd; } | cksum; }

sync() {
    stamp=.venv/synced
    if [ "$(cat "$stamp" 2>/dev/null)" = "$(fingerprint)" ] && is_python_311 .venv/bin/python; then
        return
    fi
    [ -w . ] || fail "the folder $(pwd) is not writable for $(id -un)."
    find_uv
    adopt_pip_index
    is_python_311 .venv/bin/python || make_venv
    rm -f "$stamp"
    say "Installing the locked packages (2.6 GB unpacked; the first time takes some minutes) ..."
    "$uv" pip sync --python .venv/bin/python --require-hashes --compile-bytecode requirements.lock ||
        fail "the locked packages could not be installed; what uv says about it stands above. Run the same command again to go on."
    # Built with the locked setuptools: nothing is fetched.
    "$uv" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --no-index --editable . ||
        fail "the project itself could not be installed into .venv; what uv says about it stands above."
    fingerprint >"$stamp"
    say "The environment is ready."
}

case ${1:-sync} in
    sync) sync ;;
    uv) shift; find_uv; adopt_pip_index; exec "$uv" "$@" ;;
    *) fail "unknown argument $1; see the first lines of environment.sh." ;;
esac
