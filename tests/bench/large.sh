#!/usr/bin/env bash
# A million organizations: how long they take to import, and what lists, pages far behind and searches take among them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

usage() {
    cat <<'TEXT'
Usage: tests/bench/large.sh [--database sqlite|mariadb] [--organizations N] [--times N] [--seconds N] [--check]

  import    a CSV file over HTTP, beside a loader of the same rows, words and journal written by hand (SQLite); and the memory that
            it takes, beside that of a file of 10,000
  list      20 of them, filtered, sorted, logged in: beside the same written by hand (SQLite), and the 10,000th page beside the first
  search    words from rare to in every name, in whole, without accents and by their beginning: p99 of two clients

--times N makes each organization N by SQL behind the server's back, for lists alone (SQLite): --times 10 for ten millions.
--check ends the run with an error when a figure is not as wanted, and names the rows.
TEXT
}

database=sqlite
organizations=1000000
times=1
seconds=5
check=
while [ $# -gt 0 ]; do
    case $1 in
        --database) database=$2; shift ;;
        --organizations) organizations=$2; shift ;;
        --times) times=$2; shift ;;
        --seconds) seconds=$2; shift ;;
        --check) check=yes ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; exit 2 ;;
    esac
    shift
done

# shellcheck source=tests/bench/session.sh
source tests/bench/session.sh
export NSCL_LIMITS_UPLOAD_BYTES=512MiB # a million rows have a hundred
build_bench
make_place
if [ "$database" = mariadb ]; then start_mariadb; fi

memory() { awk -v of="$1" '$1 == of":" {print int($2 / 1024)}' "/proc/$nscl_pid/status"; }
# line NAME FIGURE REST WANTED: what is wanted of the figure; "" for nothing.
line() {
    printf '%-40s %s %s%s\n' "$1" "$2" "$3" "${4:+, wanted $4}"
    judge "$1" "$2" "$4"
}
quotient() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.2f", a / b}'; }

# --- import -----------------------------------------------------------------------------------------------------------

start_nscl
set_up_officer
load_organizations 1 # for the loader to take after
stop_nscl
by_hand=
if [ "$database" = sqlite ]; then
    cp -r "$place/data" "$place/by-hand"
    write_organizations "$organizations"
    by_hand=$($build/bin/floor load "$place/by-hand/nscl.db" "$place/organizations.csv")
    rm -r "$place/by-hand"
fi
start_nscl # afresh, without the memory that a password took
load_organizations 10000
small_memory=$(memory VmHWM)
write_organizations "$organizations"
began=$(date +%s%N)
import_organizations
took=$((($(date +%s%N) - began) / 1000000))
ours=$((organizations * 1000 / took))

echo
echo "$($build/bin/nscl --version) on $(nproc) cores, $database, $organizations organizations"
echo
line "import" "$ours" "rows/s" ""
[ -z "$by_hand" ] || line "import / by hand" "$(quotient "$ours" "$by_hand")" "(${by_hand%.*} rows/s by hand)" ">= 0.5"
line "most memory, 10,000 rows and all" "$small_memory" "and $(memory VmHWM) MiB" ""

# --- searches ---------------------------------------------------------------------------------------------------------

# p99 TARGET: of two clients, in milliseconds.
p99() {
    wrk -t1 -c2 -d"${seconds}s" --latency -H "Cookie: $cookie" "http://127.0.0.1:$nscl_port$1" >"$place/wrk.log" 2>&1 || fail "wrk: $(cat "$place/wrk.log")"
    ! grep -q 'Non-2xx' "$place/wrk.log" || fail "$1: $(grep Non-2xx "$place/wrk.log")"
    awk '$1 == "99%" {v = $2; if (v ~ /us$/) printf "%.2f", v / 1000; else if (v ~ /ms$/) printf "%.2f", v; else printf "%.0f", v * 1000}' "$place/wrk.log"
}
for term in 'x' 'xã' 'xa' 'hợp tác xã' 'don vi 4711' 'nông nghiệp 12' 'tổ hợp 99' 'hung vuong' 'so 777777' 'd v s'; do
    took=$(p99 "/api/v1/programme/organizations?q=$(jq -rn --arg text "$term" '$text | @uri')")
    line "search, p99: $term" "$took" ms "< 20"
done

# --- lists ------------------------------------------------------------------------------------------------------------

if [ "$times" -gt 1 ]; then
    stop_nscl
    sqlite3 "$place/data/nscl.db" <<SQL
CREATE TEMP TABLE original AS SELECT * FROM programme_organization;
$(for ((i = 1; i < times; ++i)); do
        echo "UPDATE original SET id = id + 100000000000; INSERT INTO programme_organization SELECT * FROM original;"
    done)
SQL
    start_nscl
fi
list_target='/api/v1/programme/organizations?filter[type]=public_unit&sort=name'
lists() { rate "http://127.0.0.1:$1$2" 64 -H "Cookie: $cookie"; }
# beside NAME OURS THEIRS WANTED: two rates, and the ratio that is wanted.
beside() { line "$1" "$(quotient "$2" "$3")" "(${2%.*} and ${3%.*} a second)" "$4"; }
page=$list_target
for ((i = 0; i < 1000; ++i)); do # 200 at once: ten pages
    next=$(api GET "$page&limit=200" | jq -r .page.next)
    [ "$next" != null ] || break
    page="$list_target&cursor=$next"
done
far=$(lists "$nscl_port" "$page")
first=$(lists "$nscl_port" "$list_target")
beside "list of $((organizations * times)): page $((i * 10)) / first" "$far" "$first" ">= 0.9"
if [ "$database" = sqlite ]; then
    floor_port=$(free_port)
    $build/bin/floor serve "$place/data/nscl.db" "$floor_port" 2>"$place/floor.log" &
    processes+=($!)
    wait_for_port "$floor_port"
    by_hand=$(lists "$floor_port" "$list_target")
    beside "list of $((organizations * times)) / by hand" "$first" "$by_hand" ">= 0.5"
fi
conclude
