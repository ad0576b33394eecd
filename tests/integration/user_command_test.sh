#!/usr/bin/env bash
# `nscl user` on an embedded database: user_command_test.sh NSCL
set -euo pipefail

nscl=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

user() { "$nscl" user "$@" --data-dir "$folder"; }

echo 'Correct-Horse-7-Battery' | user add quan.tri --role administrator >"$folder/added" 2>"$folder/log" || fail "add: $(cat "$folder/log")"
grep -q '^user quan.tri has id [0-9]*$' "$folder/added" || fail "add says $(cat "$folder/added")"

user reset-password Quan.Tri >"$folder/link" 2>"$folder/log" || fail "reset-password: $(cat "$folder/log")"
grep -Eq 'http://127\.0\.0\.1:[0-9]+/setup/[A-Za-z0-9_-]{43}$' "$folder/link" || fail "reset-password says $(cat "$folder/link")"

if user reset-password quan.tri >/dev/full 2>"$folder/log"; then fail "a link that nobody saw"; fi
grep -q 'output could not be written' "$folder/log" || fail "reset-password to a full disk says $(cat "$folder/log")"

if user reset-password ghost >"$folder/link" 2>"$folder/log"; then fail "a link for nobody"; fi
grep -q 'There is no user "ghost"' "$folder/log" || fail "reset-password of nobody says $(cat "$folder/log")"
[[ ! -s $folder/link ]] || fail "a link for nobody was printed"

if user rename quan.tri >/dev/null 2>"$folder/log"; then fail "an unknown action"; fi
grep -q 'reset-password' "$folder/log" || fail "an unknown action says $(cat "$folder/log")"
