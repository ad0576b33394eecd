#!/usr/bin/env bash
# `nscl backup` and `nscl restore` on the command line: backup_command_test.sh NSCL
set -euo pipefail

nscl=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# refuses WORDS PATTERN: the command fails and says so.
refuses() {
    local pattern=${*: -1}
    if "$nscl" "${@:1:$#-1}" >out 2>err; then fail "$* went well"; fi
    grep -q -- "$pattern" err || fail "$* says $(cat err)"
}

refuses backup here.backup --data-dir a 'there is no database'
[[ ! -e here.backup && ! -e a ]] || fail 'a backup of nothing left something'

echo 'Correct-Horse-7-Battery' | "$nscl" user add quan.tri --role administrator --data-dir a >out 2>err || fail "$(cat err)"

umask 000
mkdir backups
"$nscl" backup backups --data-dir a >out 2>err || fail "backup: $(cat err)"
made=$(echo backups/nscl-*.backup)
[[ $made =~ ^backups/nscl-20[0-9]{6}T[0-9]{6}Z\.backup$ ]] || fail "its name is $made"
[[ $(stat -c %a "$made") == 600 ]] || fail "its mode is $(stat -c %a "$made")"
grep -q "^$made: .* sha256 [0-9a-f]\{64\}$" out || fail "backup says $(cat out)"

refuses backup "$made" --data-dir a 'File exists'
refuses backup nowhere/a.backup --data-dir a 'No such file or directory'
refuses backup --data-dir a 'a PLACE is needed'
[[ $(ls backups) == "$(basename "$made")" ]] || fail "backups holds $(ls backups)"

# A full disk.
if (ulimit -f 64 && "$nscl" backup full.backup --data-dir a >out 2>err); then fail 'a backup on a full disk'; fi
grep -q 'full.backup.partial: ' err || fail "a full disk: $(cat err)"
[[ ! -e full.backup && ! -e full.backup.partial ]] || fail 'a full disk left a file'

"$nscl" restore "$made" --check >out 2>err || fail "check: $(cat err)"
grep -q '^[0-9]* tables, [0-9]* rows of 20..-..-..T..:..:..Z (sqlite, nscl [0-9.]*)$' out || fail "check says $(cat out)"

refuses restore "$made" --data-dir a 'has tables already'
refuses restore --data-dir b 'a FILE is needed'
refuses restore nothing.backup --data-dir b 'No such file'
head -c 5000 "$made" >torn.backup
refuses restore torn.backup --data-dir b 'is damaged near byte .*: it is cut off'
refuses restore torn.backup --check 'is cut off'

# Broken off by a full disk: no server starts on it, and the next restore begins anew.
if (ulimit -f 64 && "$nscl" restore "$made" --data-dir b >out 2>err); then fail 'a restore on a full disk'; fi
refuses user reset-password quan.tri --data-dir b 'run `nscl restore` again'
"$nscl" restore "$made" --data-dir b >out 2>err || fail "restore: $(cat err)"
grep -q '^restored into sqlite://.*/b/nscl.db: [0-9]* tables' out || fail "restore says $(cat out)"
[[ $(stat -c %a b/nscl.db) == 600 ]] || fail "the database's mode is $(stat -c %a b/nscl.db)"
"$nscl" user reset-password quan.tri --data-dir b >out 2>err || fail "the user is lost: $(cat err)"

# Killed while it fills the database, or after: either way the next one ends well, or has nothing to do.
"$nscl" restore "$made" --data-dir c >out 2>err &
pid=$!
until [[ -e c/nscl.db ]] || ! kill -0 "$pid" 2>kill.log; do :; done
kill -KILL "$pid" 2>kill.log || true
wait "$pid" 2>kill.log || true
"$nscl" restore "$made" --data-dir c >out 2>err || grep -q 'has tables already' err || fail "after a kill: $(cat err)"
"$nscl" user reset-password quan.tri --data-dir c >out 2>err || fail "after a kill the user is lost: $(cat err)"
