#!/usr/bin/env bash
# How the console's site comes about: plugins/console/build_web.cmake with stand-ins for node and npm, and a ready build: build_web_test.sh CHECKOUT
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

# A ready build is taken as it is, with its compressed files, and node is not asked. The plugin's sources are noted instead of compiled.
mkdir -p "$place/project" "$place/ready/assets"
cat >"$place/project/CMakeLists.txt" <<PROJECT
cmake_minimum_required(VERSION 3.25)
project(ready LANGUAGES NONE)
function(nscl_add_plugin name)
    list(FILTER ARGN INCLUDE REGEX embedded_files)
    add_custom_target(\${name} ALL DEPENDS \${ARGN})
endfunction()
add_subdirectory($console console)
PROJECT
# takes STATUS: a build that is configured with the ready one
takes() {
    local status=0
    : >"$ASKED"
    { cmake -G Ninja -S "$place/project" -B "$place/taken" -DNSCL_CONSOLE_DIST="$place/ready" -DNSCL_NODE="$place/node" -DNSCL_NPM="$place/npm" &&
        cmake --build "$place/taken"; } >"$place/said" 2>&1 || status=$?
    [ $((status > 0)) -eq "$1" ] || fail "with a ready build it ended with $status"
    [ ! -s "$ASKED" ] || fail "a ready build is built again"
}
takes 1
grep -q "NSCL_CONSOLE_DIST: there is no index.html" "$place/said" || fail "it does not say what a ready build lacks"
echo page >"$place/ready/index.html"
echo script >"$place/ready/assets/base.js"
echo coded >"$place/ready/assets/base.js.br"
takes 0
embedded=$place/taken/console/embedded_files.cpp
for file in index.html assets/base.js assets/base.js.br; do grep -q "incbin \"$place/ready/$file\"" "$embedded" || fail "$file is not embedded"; done
echo another >"$place/ready/assets/other.js"
takes 0
grep -q "other.js" "$embedded" || fail "a file that came is not embedded"
