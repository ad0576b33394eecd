#!/usr/bin/env bash
# Measures how long the web console takes on a rural line, and to be built.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

usage() {
    cat <<'TEXT'
Usage: tests/bench/browser.sh [--rounds N] [--check]

Chromium on 1.6 Mbit/s, 150 ms and a processor four times slower, with nothing kept from before, and a server of build/release: the log-in,
the first list, a record, and the list loaded anew. Before that, npm ci and the build of the console's sources in a copy of their own.
--check ends with an error when the median of the first list is above 2 s, or the build takes more than 60 s.
TEXT
}

rounds=5
check=()
while [ $# -gt 0 ]; do
    case $1 in
        --rounds) rounds=$2; shift ;;
        --check) check=(--check) ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; exit 2 ;;
    esac
    shift
done

packaging/install_dependencies.sh --tests
cmake --preset release >/dev/null
cmake --build --preset release -j "$(nproc)" --target nscl plugins/all >&2

# build_console: prints how many seconds it takes from the bare sources.
build_console() {
    local place began=$SECONDS
    place=$(mktemp -d)
    trap 'rm -rf "$place"' RETURN
    cp -r plugins/console/web/. "$place"
    (cd "$place" && npm ci --no-audit --no-fund --loglevel=error && npm run build) >&2
    echo $((SECONDS - began))
}
built=$(build_console)
echo "npm ci and the build of the console with Node.js $(node --version): $built s, wanted <= 60"
[ ${#check[@]} -eq 0 ] || [ "$built" -le 60 ] || { echo "the build takes longer than 60 s" >&2; exit 1; }

# shellcheck source=tests/browser/environment.sh
source tests/browser/environment.sh
build=$PWD/build/release
here=$PWD/tests/bench
prepare "$build/tests/browser" "$build/bin/nscl" "$build/plugins"
cd "$build/tests/browser" # whose packages it needs
exec node "$here/browser.mjs" "$rounds" "${check[@]}"
