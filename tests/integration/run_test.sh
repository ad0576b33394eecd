#!/usr/bin/env bash
# What tests/run.sh makes of CTest's results, with stand-ins for all that it calls: run_test.sh CHECKOUT
set -euo pipefail

checkout=$(cd "$1" && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

mkdir -p "$place/tests" "$place/packaging" "$place/bin" "$place/build/dev" "$place/build/asan"
cp "$checkout/tests/run.sh" "$place/tests/"
printf '#!/bin/sh\n' >"$place/packaging/install_dependencies.sh"
printf '#!/bin/sh\n' >"$place/bin/cmake"
# Writes the report that it is told to, with these counts, and ends as told: ctest COUNTS STATUS.
cat >"$place/bin/ctest" <<'STAND_IN'
#!/bin/sh
echo "$*" >"$ASKED"
while [ "$1" != --output-junit ]; do shift; done
[ -z "$COUNTS" ] || printf '<?xml version="1.0"?>\n<testsuite name="tests"\n\t%s\n>\n</testsuite>\n' "$COUNTS" >"$2"
exit "$STATUS"
STAND_IN
chmod +x "$place/packaging/install_dependencies.sh" "$place/bin/"*
export PATH=$place/bin:$PATH ASKED=$place/asked

# outcome COUNTS STATUS [ARGUMENTS...]: what tests/run.sh ends with
outcome() {
    local status=0
    COUNTS=$1 STATUS=$2 "$place/tests/run.sh" "${@:3}" >"$place/said" 2>&1 || status=$?
    echo $status
}

ran='tests="12"	failures="0"	disabled="1"	skipped="2"'
[ "$(outcome "$ran" 0)" = 0 ] || fail "all passed: $(cat "$place/said")"
[ "$(outcome 'tests="12"	failures="1"	disabled="0"	skipped="0"' 8)" = 8 ] || fail "one failed: $(cat "$place/said")"
[ "$(outcome 'tests="3"	failures="0"	disabled="1"	skipped="2"' 0)" = 1 ] || fail "all were skipped: $(cat "$place/said")"
[ "$(outcome 'tests="0"	failures="0"	disabled="0"	skipped="0"' 0)" = 1 ] || fail "none was there: $(cat "$place/said")"
grep -q 'no test ran' "$place/said" || fail "it says $(cat "$place/said")"
[ "$(outcome '' 0)" != 0 ] || fail "no report: $(cat "$place/said")"
[ "$(outcome "$ran" 0 --asan -R Router)" = 0 ] || fail "with arguments: $(cat "$place/said")"
grep -q -- '--preset asan .*-R Router' "$place/asked" || fail "ctest was asked for $(cat "$place/asked")"
