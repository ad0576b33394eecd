#!/usr/bin/env bash
# Builds everything and runs every test.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() {
    cat <<'TEXT'
Usage: tests/run.sh [--asan | --tsan | --bench] [arguments for ctest]

Installs what the tests need, builds, runs every test and ends with CTest's summary. Exits with an error when a
test failed, and also when none ran.
  --asan    build and run under AddressSanitizer and UndefinedBehaviorSanitizer
  --tsan    build and run under ThreadSanitizer
  --bench   measure instead (tests/bench/run.sh)
Further arguments go to ctest: tests/run.sh -R Router
TEXT
}

preset=dev
ctest_arguments=()
while [ $# -gt 0 ]; do
    case $1 in
        --asan | --tsan) preset=${1#--} ;;
        --bench) shift; exec tests/bench/run.sh "$@" ;;
        -h | --help) usage; exit 0 ;;
        *) ctest_arguments+=("$1") ;;
    esac
    shift
done

packaging/install_dependencies.sh --tests

cmake --preset "$preset"
cmake --build --preset "$preset" -j "$(nproc)"

# The tests' databases and folders live in memory if there is room: they are many, and none has to outlive its test.
if [ -z "${TMPDIR:-}" ] && [ -w /dev/shm ] && [ "$(df --output=avail -k /dev/shm | tail -n 1)" -gt 4000000 ]; then
    TMPDIR=$(mktemp -d /dev/shm/nscl-tests.XXXXXX)
    export TMPDIR
    trap 'rm -rf "$TMPDIR"' EXIT
fi

report=$PWD/build/$preset/tests.xml
rm -f "$report"
status=0
# Tests wait for databases, disks and each other: twice as many as there are processors.
ctest --preset "$preset" -j $(($(nproc) * 2)) --output-junit "$report" "${ctest_arguments[@]}" || status=$?

# count ATTRIBUTE: of the report; 0 where there is none.
count() {
    local found
    found=$(sed -n "s/.*[[:space:]]$1=\"\([0-9]*\)\".*/\1/p;s/^$1=\"\([0-9]*\)\".*/\1/p" "$report" 2>/dev/null | head -n 1)
    echo "${found:-0}"
}
if [ $status -eq 0 ]; then
    ran=$(($(count tests) - $(count skipped) - $(count disabled)))
    if [ "$ran" -le 0 ]; then
        echo "tests/run.sh: no test ran" >&2
        status=1
    fi
fi
exit $status
