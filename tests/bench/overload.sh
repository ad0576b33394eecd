#!/usr/bin/env bash
# Ten times the load that the server can serve: what becomes of the answers that it accepts, of the rest, and of its memory.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

usage() {
    cat <<'TEXT'
Usage: tests/bench/overload.sh [--seconds N] [--organizations N] [--build FOLDER] [--queue N] [--check]

  slow   a plugin's route that takes 100 ms on its worker: 64 workers serve 640 a second
  list   20 of the organizations, filtered, sorted, logged in; what it can serve is measured first, with 64 clients

Both are asked 70 % of what they can serve (before), ten times that (during), and 70 % again (after), while one client asks /healthz 20 times
a second. Beside them:

  empty  a route that is answered on the I/O threads, for 1,000 clients who never rest: what reading and answering alone take

Without --build, the release build is made first.
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
# line NAME RATE FIGURES: whatever the load, every request gets an answer that says what became of it, and /healthz the one that it always gets.
line() {
    local sent answered refused others p50 p99 refused_p99 health
    read -r sent answered refused others p50 p99 refused_p99 <<<"$3"
    health=$(awk '{print $6}' "$place/health")
    printf '%-12s %8s %8d %8d %8d %6d %8s %8s %11s %9s %6s\n' "$1" "$2" $((sent / seconds)) $((answered / seconds)) \
        $((refused / seconds)) "$others" "$p50" "$p99" "$refused_p99" "$health" "$(memory VmRSS)"
    judge "$1: no answer, or one without its header" "$others" "<= 0"
    judge "$1: /healthz not answered 200" "$(awk '{print $3 + $4}' "$place/health")" "<= 0"
}
# slower FIGURES THAN: how many times as great the first p99 is.
slower() { awk -v a="$(awk '{print $6}' <<<"$1")" -v b="$(awk '{print $6}' <<<"$2")" 'BEGIN {printf "%.1f", a / b}'; }
# measure NAME TARGET CAPACITY SENT: so many times what it can serve is wanted to have been sent; "" where the clients' own work limits that.
measure() {
    local calm=$(($3 * 7 / 10)) wanted="<= 3" before during after ratio
    before=$(ask "$2" 256 $calm)
    line "$1 before" $calm "$before"
    during=$(ask "$2" 1000 $(($3 * 10)))
    line "   during" $(($3 * 10)) "$during"
    after=$(ask "$2" 256 $calm)
    line "   after" $calm "$after"
    judge "$1: refused after" "$(awk '{print $3}' <<<"$after")" "<= 0"
    ratio=$(slower "$during" "$before")
    printf '%-12s p99 during / before: %s, wanted %s\n' "" "$ratio" "$wanted"
    judge "$1: p99 during / before" "$ratio" "$wanted"
    judge "$1: p99 after / before" "$(slower "$after" "$before")" "$wanted"
    ratio=$(awk -v capacity="$3" -v seconds="$seconds" '{printf "%.1f", $1 / seconds / capacity}' <<<"$during")
    printf '%-12s sent during / what it can serve: %s%s\n' "" "$ratio" "${4:+, wanted $4}"
    judge "$1: sent during / what it can serve" "$ratio" "$4"
    # Those who are refused are told at once, where there is a processor to do it.
    [ -z "$4" ] || judge "$1: p99 of refusals, ms" "$(awk '{print $7}' <<<"$during")" "<= 20"
}

echo
echo "$($build/bin/nscl --version) on $(nproc) cores, SQLite, $organizations organizations, $seconds s each; a second:"
echo
printf '%-12s %8s %8s %8s %8s %6s %8s %8s %11s %9s %6s\n' "" wanted sent served refused others "p50 ms" "p99 ms" \
    "refused p99" "/healthz" RSS
measure slow /api/v1/bench/actions/slow 640 ">= 9"
list_target='/api/v1/programme/organizations?filter[type]=public_unit&sort=name'
full=$(ask "$list_target" 64 0)
line "list, full" "-" "$full"
# Nobody overtakes the others for long: workers beyond those that the database has connections for wait their turn.
judge "list, full: p99 / p50" "$(awk '{printf "%.1f", $6 / $5}' <<<"$full")" "<= 6"
measure list "$list_target" $(($(awk '{print $2}' <<<"$full") / seconds)) ""
line "empty" "-" "$(ask /api/v1/bench/actions/at-once 1000 0)"
echo
most=$(memory VmHWM)
echo "resident, the most ever: $most MiB, wanted <= 128"
judge "resident, the most ever" "$most" "<= 128"
stop_nscl
conclude
