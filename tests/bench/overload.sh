#!/usr/bin/env bash
# Ten times the load that the server can serve: what becomes of the answers that it accepts, of the rest, and of its memory.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

usage() {
    cat <<'TEXT'
Usage: tests/bench/overload.sh [--seconds N] [--organizations N] [--build FOLDER] [--queue N] [--check]

  slow   a plugin's route that takes 100 ms on its worker: 64 workers serve 640 a second
  list   20 of the organizations, filtered, sorted, logged in; what it can serve is measured first, with 64 clients

Each is asked 70 % of what it can serve (before), ten times that (during), and 70 % again (after), while one client asks /healthz 20 times a
second. Without --build, the release build is made first.
--check ends the run with an error when a ratio is not as wanted, and names it.
TEXT
}

# shellcheck source=tests/bench/session.sh
source tests/bench/session.sh
seconds=10
organizations=20000
built=
check=
while [ $# -gt 0 ]; do
    case $1 in
        --seconds) seconds=$2; shift ;;
        --organizations) organizations=$2; shift ;;
        --build) build=$2 built=yes; shift ;;
        --queue) export NSCL_LIMITS_QUEUE=$2; shift ;;
        --check) check=yes ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; exit 2 ;;
    esac
    shift
done
[ -n "$built" ] || build_bench
make_place

start_nscl
set_up_officer
load_organizations "$organizations"

memory() { awk -v of="$1" '$1 == of":" {print int($2 / 1024)}' "/proc/$nscl_pid/status"; }
# ask TARGET CLIENTS RATE: the client's line, and beside it how /healthz did meanwhile.
ask() {
    $build/bin/overload "$nscl_port" /healthz 1 "$seconds" 20 >"$place/health" &
    local watching=$!
    $build/bin/overload "$nscl_port" "$1" "$2" "$seconds" "$3" "Cookie: $cookie" || fail "the clients failed"
    wait $watching || fail "/healthz was not answered"
}
# line NAME RATE FIGURES
line() {
    local sent answered refused others p50 p99 refused_p99 health
    read -r sent answered refused others p50 p99 refused_p99 <<<"$3"
    health=$(awk '{print $6}' "$place/health")
    printf '%-12s %8s %8d %8d %8d %6d %8s %8s %11s %9s %6s\n' "$1" "$2" $((sent / seconds)) $((answered / seconds)) \
        $((refused / seconds)) "$others" "$p50" "$p99" "$refused_p99" "$health" "$(memory VmRSS)"
}
# measure NAME TARGET CAPACITY
measure() {
    local calm=$(($3 * 7 / 10)) wanted="<= 3" before during ratio
    before=$(ask "$2" 256 $calm)
    line "$1 before" $calm "$before"
    during=$(ask "$2" 1000 $(($3 * 10)))
    line "   during" $(($3 * 10)) "$during"
    line "   after" $calm "$(ask "$2" 256 $calm)"
    ratio=$(awk -v a="$(awk '{print $6}' <<<"$before")" -v b="$(awk '{print $6}' <<<"$during")" 'BEGIN {printf "%.1f", b / a}')
    printf '%-12s p99 during / before: %s, wanted %s\n' "" "$ratio" "$wanted"
    judge "$1: p99 during / before" "$ratio" "$wanted"
}

echo
echo "$($build/bin/nscl --version) on $(nproc) cores, SQLite, $organizations organizations, $seconds s each; a second:"
echo
printf '%-12s %8s %8s %8s %8s %6s %8s %8s %11s %9s %6s\n' "" wanted sent served refused others "p50 ms" "p99 ms" \
    "refused p99" "/healthz" RSS
measure slow /api/v1/bench/actions/slow 640
list_target='/api/v1/programme/organizations?filter[type]=public_unit&sort=name'
full=$(ask "$list_target" 64 0)
line "list, full" "-" "$full"
measure list "$list_target" $(($(awk '{print $2}' <<<"$full") / seconds))
echo
echo "resident, the most ever: $(memory VmHWM) MiB"
stop_nscl
conclude
