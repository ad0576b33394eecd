#!/usr/bin/env bash
# Searches for inputs that break what tests/fuzz/targets.hpp asks for, with libFuzzer under AddressSanitizer and
# UndefinedBehaviorSanitizer.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

usage() {
    cat <<'TEXT'
Usage: tests/fuzz/run.sh [--short] [--seconds N] [--target NAME]...

Builds the targets with clang 19 and runs each for a while, as many at a time as there are processors. What a run learns it keeps in
build/fuzz/corpus for the next one. Ends with an error at a finding, whose input it leaves in build/fuzz/findings; to see it again:
build/fuzz/bin/fuzz_NAME FILE. A mended one moves to tests/fuzz/corpus/NAME.
  --short        a fixed number of tries from tests/fuzz/corpus alone, the same ones every time; with the build for tests/run.sh --asan,
                 which counts the edges that an input passes, not what is compared
  --seconds N    per target (300)
  --target NAME  only this one; may be repeated
TEXT
}

seconds=300
short=
build=fuzz
names=()
while [ $# -gt 0 ]; do
    case $1 in
        --short) short=yes build=asan ;;
        --seconds) seconds=${2:?--seconds takes a number}; shift ;;
        --target) names+=("${2:?--target takes a name}"); shift ;;
        -h | --help) usage; exit 0 ;;
        *) echo "tests/fuzz/run.sh: unknown option $1" >&2; usage >&2; exit 2 ;;
    esac
    shift
done
if [ ${#names[@]} -eq 0 ]; then
    for folder in tests/fuzz/corpus/*/; do names+=("$(basename "$folder")"); done
fi
for name in "${names[@]}"; do
    [ -d "tests/fuzz/corpus/$name" ] || { echo "tests/fuzz/run.sh: no target $name" >&2; exit 2; }
done

packaging/install_dependencies.sh --tests
cmake --preset $build >/dev/null
cmake --build --preset $build --target "${names[@]/#/fuzz_}" -- -j "$(nproc)"

mkdir -p build/fuzz/findings build/fuzz/logs

# One target, its whole output in build/fuzz/logs; a line that says what came of it.
fuzz() {
    local name=$1 log=build/fuzz/logs/$1.log options=() learned same_addresses=()
    if [ -n "$2" ]; then
        learned=$(mktemp -d) # nothing that an earlier run learned, and nothing for a later one
        local tries=20000
        case $name in cursor | values) tries=5000 ;; esac # slower ones
        # Nothing that depends on time, nor on where things lie in memory: both decide on tries too.
        options+=(-runs=$tries -seed=1 -detect_leaks=0 -purge_allocator_interval=-1 -reload=0)
        if setarch -R true 2>/dev/null; then same_addresses=(setarch -R); fi
    else
        learned=build/fuzz/corpus/$name
        mkdir -p "$learned"
        options+=(-max_total_time="$3")
    fi
    if [ -e "tests/fuzz/dictionaries/$name.dict" ]; then options+=(-dict="tests/fuzz/dictionaries/$name.dict"); fi
    local status=0
    "${same_addresses[@]}" "build/$4/bin/fuzz_$name" "${options[@]}" -max_len=2048 -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="build/fuzz/findings/$name-" "$learned" "tests/fuzz/corpus/$name" >"$log" 2>&1 || status=$?
    if [ -n "$2" ]; then rm -rf "$learned"; fi
    if [ $status -ne 0 ]; then
        grep -E 'what\(\)|ERROR|SUMMARY|runtime error|Test unit written' "$log" | sed "s/^/$name: /"
        echo "$name: FOUND SOMETHING, see $log"
        return 1
    fi
    echo "$name: nothing found in $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") tries"
}
export -f fuzz

printf '%s\0' "${names[@]}" | xargs -0 -n 1 -P "$(nproc)" bash -c 'fuzz "$4" "$1" "$2" "$3"' fuzz "$short" "$seconds" $build
