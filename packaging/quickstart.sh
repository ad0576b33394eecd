#!/usr/bin/env bash
# Installs what is missing, builds the server and its plugins, and runs them on this machine until Ctrl-C.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() {
    cat <<'TEXT'
Usage: packaging/quickstart.sh [--demo] [--port N] [--data-dir DIR]

Builds nscl and runs it on 127.0.0.1:8080 with all its plugins, the web console among them, and an embedded SQLite
database, until Ctrl-C.
Prints the address and, as long as there is no administrator, a link for setting up the first one.
  --demo          run on a database of its own that holds sample data in every state
  --port N        listen on another port; 0 takes any free one
  --data-dir DIR  keep the database there; otherwise in $XDG_DATA_HOME/nscl or ~/.local/share/nscl, so that
                  the data outlives this checkout and another checkout finds it again

Plugins of your own go into the folder "plugins" beside the database.
TEXT
}

fail() {
    printf 'quickstart.sh: %s\n' "$*" >&2
    exit 1
}

build=build/release
data_dir=${XDG_DATA_HOME:-${HOME:-$PWD/var}/.local/share}/nscl
port=${NSCL_LISTEN_PORT:-8080}
demo=()
while [ $# -gt 0 ]; do
    case $1 in
        --demo) demo=(--demo) ;;
        --port) port=${2:?--port needs a number}; shift ;;
        --port=*) port=${1#*=} ;;
        --data-dir) data_dir=${2:?--data-dir needs a folder}; shift ;;
        --data-dir=*) data_dir=${1#*=} ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; fail "unknown option $1" ;;
    esac
    shift
done
if ! [[ $port =~ ^[0-9]{1,5}$ ]] || [ "$port" -gt 65535 ]; then
    fail "--port takes a number from 0 to 65535, not '$port'"
fi

port_is_taken() {
    [ "$port" -ne 0 ] && (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null
}
if port_is_taken; then
    fail "port $port is in use by another program. Stop that one, or choose another port: packaging/quickstart.sh --port 8081"
fi
mkdir -p "$data_dir/plugins" || fail "cannot make $data_dir; choose another folder with --data-dir"
data_dir=$(cd "$data_dir" && pwd)

packaging/install_dependencies.sh

# A C++ compiler takes about 1.5 GB for the largest files.
jobs_that_fit() {
    local cores memory
    cores=$(nproc)
    memory=$(awk '/^MemAvailable/ {print int($2 / 1500000)}' /proc/meminfo)
    echo $((memory < 1 ? 1 : memory < cores ? memory : cores))
}
if [ ! -e $build/build.ninja ]; then
    echo "Building nscl; the first time takes some minutes."
    cmake --preset release -DBUILD_TESTING=OFF >/dev/null || fail "cmake could not configure the build; its message is above"
fi
# Says "no work to do" at once when nothing changed since the last time.
ninja -C $build -j "$(jobs_that_fit)" --quiet nscl plugins/all || fail "the build failed; its message is above"

# The server takes over this process, so Ctrl-C reaches it directly.
exec $build/bin/nscl serve --port "$port" --data-dir "$data_dir" \
    --plugins "$build/plugins" --plugins "$data_dir/plugins" "${demo[@]}"
