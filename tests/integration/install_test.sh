#!/usr/bin/env bash
# packaging/install_dependencies.sh with stand-ins for dpkg, apt and sudo: install_test.sh CHECKOUT
set -euo pipefail

script=$(cd "$1" && pwd)/packaging/install_dependencies.sh
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

fail() {
    echo "FAILED: $*" >&2
    cat "$place/said" >&2
    exit 1
}

# A machine of its own: nothing of this one but what the script may always call.
mkdir "$place/bin" "$place/no sudo"
for program in bash cat chmod env grep rm sed sh tee; do
    path=$(command -v $program)
    ln -s "$path" "$place/bin/$program"
    ln -s "$path" "$place/no sudo/$program"
done
# Installed is what the file says.
cat >"$place/bin/dpkg-query" <<'STAND_IN'
#!/bin/sh
for package in "$@"; do
    case $package in -*) ;; *) ! grep -qxF -- "$package" "$INSTALLED" || echo "ii $package" ;; esac
done
STAND_IN
# Notes what it is asked for, and fails at the word that it is told to.
cat >"$place/bin/apt-get" <<'STAND_IN'
#!/bin/sh
echo "$*" >>"$ASKED"
for word in "$@"; do [ "$word" != "$BROKEN" ] || exit 100; done
STAND_IN
# Whoever asks is somebody else, so that nothing outside the place can be touched: sudo runs apt-get alone.
cat >"$place/bin/id" <<'STAND_IN'
#!/bin/sh
echo 1000
STAND_IN
cat >"$place/bin/sudo" <<'STAND_IN'
#!/bin/sh
case $1 in env) exec "$@" ;; *) cat >/dev/null ;; esac
STAND_IN
chmod +x "$place/bin/"{dpkg-query,apt-get,id,sudo}
cp "$place/bin/"{dpkg-query,apt-get,id} "$place/no sudo/"
export INSTALLED=$place/installed ASKED=$place/asked BROKEN=

# ends_with STATUS OPTIONS...: runs the script on that machine
ends_with() {
    local wanted=$1 status=0
    shift
    : >"$ASKED"
    PATH=${machine:-$place/bin} bash "$script" "$@" >"$place/said" 2>&1 </dev/null || status=$?
    [ $status -eq "$wanted" ] || fail "install_dependencies.sh $* ended with $status instead of $wanted"
}
says() { grep -qF -- "$1" "$place/said" || fail "it does not say: $1"; }
asked_for() { grep -qE -- "$1" "$ASKED" || fail "apt-get was not asked for $1, but for: $(cat "$ASKED")"; }

: >"$INSTALLED"
ends_with 0 --print
says libsoci-dev
[ "$(grep -c . "$place/said")" -gt 10 ] || fail "too little is missing on an empty machine"
! grep -q gtest "$place/said" || fail "building does not need the tests' packages"
[ ! -s "$ASKED" ] || fail "--print installs: $(cat "$ASKED")"
packages=$(cat "$place/said")

ends_with 0
asked_for ' update$'
asked_for ' install .*--no-install-recommends .*libsoci-dev'

ends_with 0 --tests --bench --print
for package in libgtest-dev mariadb-server-core clang-19 nginx-light; do says $package; done

# The web console is built with any Node.js that is there.
says nodejs
says npm
for program in node npm; do ln -s "$place/bin/cat" "$place/bin/$program"; done
ends_with 0 --print
! grep -qxE 'nodejs|npm' "$place/said" || fail "Node.js is there, and yet it is missed"
rm "$place/bin/node" "$place/bin/npm"

# Half of it is there: only the rest is asked for; all of it: nothing is.
grep -v -x libsoci-dev <<<"$packages" >"$INSTALLED"
ends_with 0
says "Installing 1 packages: libsoci-dev"
echo "$packages" >"$INSTALLED"
ends_with 0
[ ! -s "$ASKED" ] || fail "everything is there, and yet apt-get was asked for $(cat "$ASKED")"

: >"$INSTALLED"
BROKEN=update ends_with 0
says "trying with the package lists that are there"
BROKEN=install ends_with 1
says "apt-get could not install: g++ cmake"
machine="$place/no sudo" ends_with 1
says "As root, run:"
says "apt-get update && apt-get install --no-install-recommends g++ cmake"
[ ! -s "$ASKED" ] || fail "without rights, apt-get was asked for $(cat "$ASKED")"
rm "$place/no sudo/apt-get"
machine="$place/no sudo" ends_with 1
says "this is not Debian"
ends_with 2 --test
says "unknown option --test"
