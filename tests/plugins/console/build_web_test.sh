#!/usr/bin/env bash
# plugins/console/build_web.cmake with stand-ins for node and npm: build_web_test.sh CHECKOUT
set -euo pipefail

console=$(cd "$1" && pwd)/plugins/console
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

# They note what they are asked for; npm does as much as its callers see.
cat >"$place/npm" <<'STAND_IN'
#!/bin/sh
echo "npm $1" >>"$ASKED"
[ "$1" != "$BROKEN" ] || { echo "no registry"; exit 1; }
case $1 in ci) mkdir -p node_modules ;; run) mkdir -p dist && cat index.html main.js >dist/index.html ;; esac
STAND_IN
cat >"$place/node" <<'STAND_IN'
#!/bin/sh
echo "node $(basename "$1") $(basename "$2")" >>"$ASKED"
STAND_IN
chmod +x "$place/npm" "$place/node"
export ASKED=$place/asked BROKEN=

mkdir -p "$place/sources/node_modules/x" "$place/sources/dist"
echo '{}' >"$place/sources/package-lock.json"
echo page >"$place/sources/index.html"
echo one >"$place/sources/main.js"

fail() {
    echo "FAILED: $*" >&2
    cat "$ASKED" "$place/said" >&2
    exit 1
}
# builds STATUS WORDS: ends with this status, and asks for this
builds() {
    local status=0 asked
    : >"$ASKED"
    cmake -DWEB="$place/sources" -DPLACE="$place/built" -DNODE="$place/node" -DNPM="$place/npm" -P "$console/build_web.cmake" \
        >"$place/said" 2>&1 || status=$?
    asked=$(paste -sd, "$ASKED")
    [ $((status > 0)) -eq "$1" ] && [ "$asked" = "$2" ] || fail "it ended with $status and asked for \"$asked\" instead of \"$2\""
}
holds() { [ "$(paste -sd' ' "$place/built/web/dist/index.html")" = "$1" ] || fail "what was built is not \"$1\""; }

builds 0 "npm ci,npm run,node compress.mjs dist"
holds "page one"
builds 0 ""

# Another source is built anew, with the packages that are there; one that went is gone.
echo two >"$place/sources/main.js"
echo more >"$place/sources/more.js"
builds 0 "npm run,node compress.mjs dist"
holds "page two"
[ -e "$place/built/web/more.js" ] && [ ! -e "$place/built/web/node_modules/x" ] || fail "the copy is not one of the sources"
rm "$place/sources/more.js"
builds 0 "npm run,node compress.mjs dist"
[ ! -e "$place/built/web/more.js" ] || fail "a source that went is still built"

# Other packages are installed, and are missed until that went well.
echo '{"lockfileVersion": 3}' >"$place/sources/package-lock.json"
BROKEN=ci builds 1 "npm ci"
grep -q "no registry" "$place/said" && grep -q "NSCL_CONSOLE=OFF" "$place/said" || fail "it does not say what to do"
BROKEN=run builds 1 "npm ci,npm run"
builds 0 "npm run,node compress.mjs dist"
builds 0 ""
