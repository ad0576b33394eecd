#!/usr/bin/env bash
# A million organizations: how long they take to import, and what lists, pages far behind and searches take among them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

usage() {
    cat <<'TEXT'
Usage: tests/bench/large.sh [--database sqlite|mariadb] [--organizations N] [--times N] [--rounds N] [--seconds N] [--check]

  import    a CSV file over HTTP, beside a loader of the same rows, words and journal written by hand (SQLite); and the memory that
            it takes, beside that of a file of 10,000: the anonymous part, since files are mapped
  list      20 of them, filtered, sorted, logged in: beside the same written by hand (SQLite), and the 10,000th page beside the first
  search    words from rare to in every name, in whole, without accents and by their beginning, and words of no name: p99 of two clients

--times N makes each organization N by SQL behind the server's back, for lists alone (SQLite): --times 10 for ten millions, whose list
is measured beside that of before. Pages are measured in --rounds, one after the other; what counts is the median of their ratios.
--check ends the run with an error when a figure is not as wanted, and names the rows.
TEXT
}

database=sqlite
organizations=1000000
times=1
rounds=5
seconds=5
check=
while [ $# -gt 0 ]; do
    case $1 in
        --database) database=$2; shift ;;
        --organizations) organizations=$2; shift ;;
        --times) times=$2; shift ;;
        --rounds) rounds=$2; shift ;;
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

# with_memory COMMAND...: sets most_memory to the most anonymous memory that the server had while the command ran, in MiB.
with_memory() {
    : >"$place/running"
    while [ -e "$place/running" ]; do
        awk '$1 == "RssAnon:" {print int($2 / 1024)}' "/proc/$nscl_pid/status"
        sleep 0.05
    done >"$place/memory" &
    local sampler=$!
    processes+=($sampler)
    "$@"
    rm "$place/running"
    wait $sampler
    most_memory=$(sort -n "$place/memory" | tail -n 1)
}
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
with_memory load_organizations 10000
small_memory=$most_memory
write_organizations "$organizations"
began=$(date +%s%N)
with_memory import_organizations
took=$((($(date +%s%N) - began) / 1000000))
ours=$((organizations * 1000 / took))

echo
echo "$($build/bin/nscl --version) on $(nproc) cores, $database, $organizations organizations"
echo
line "import" "$ours" "rows/s" ""
[ -z "$by_hand" ] || line "import / by hand" "$(quotient "$ours" "$by_hand")" "(${by_hand%.*} rows/s by hand)" ">= 0.5"
line "most memory, all - 10,000 rows" $((most_memory - small_memory)) "MiB ($most_memory and $small_memory)" "<= 16"

# --- searches ---------------------------------------------------------------------------------------------------------

# p99 TARGET: of two clients, in milliseconds.
p99() {
    wrk -t1 -c2 -d"${seconds}s" --latency -H "Cookie: $cookie" "http://127.0.0.1:$nscl_port$1" >"$place/wrk.log" 2>&1 || fail "wrk: $(cat "$place/wrk.log")"
    ! grep -q 'Non-2xx' "$place/wrk.log" || fail "$1: $(grep Non-2xx "$place/wrk.log")"
    awk '$1 == "99%" {v = $2; if (v ~ /us$/) printf "%.2f", v / 1000; else if (v ~ /ms$/) printf "%.2f", v; else printf "%.0f", v * 1000}' "$place/wrk.log"
}
# number_after WORDS DIGITS: what the number begins with that comes after these words in the first name that has them.
number_after() { awk -v words="$1 " -v digits="$2" 'index($0, words) == 1 {print substr($0, length(words) + 1, digits); exit}' "$place/organizations.csv"; }
# search TERM something|nothing WANTED: what it is meant to find, and how soon; "" where docs/performance.md says what limits it.
search() {
    local target found=something
    target="/api/v1/programme/organizations?q=$(jq -rn --arg text "$1" '$text | @uri')"
    [ "$(api GET "$target" | jq '.data | length')" -gt 0 ] || found=nothing
    [ $found = "$2" ] || fail "the search for $1 finds $found"
    line "search, p99: $1" "$(p99 "$target")" ms "$3"
}
for term in 'x' 'xã' 'xa' 'hợp tác xã' "don vi $(number_after 'Đơn vị' 4)" "nông nghiệp $(number_after 'Hợp tác xã nông nghiệp' 2)" \
    "tổ hợp $(number_after 'Tổ hợp tác' 2)" "so $((organizations * 7 / 9))" 'd v s'; do
    search "$term" something "< 20"
done
search 'hung vuong' nothing "< 20" # is in every address, which is not searched
search '1' something "" # begins very many words
search '12 34' something ""
search 'đơn hợp' nothing "" # two frequent words that never meet

# --- lists ------------------------------------------------------------------------------------------------------------

list_target='/api/v1/programme/organizations?filter[type]=public_unit&sort=name'
all=$((organizations * times))
lists() { rate "http://127.0.0.1:$1$2" 64 -H "Cookie: $cookie"; }
# beside NAME OURS THEIRS WANTED: the rates of the rounds, and what is wanted of the median of their ratios.
beside() {
    local least median greatest
    read -r least median greatest < <(ratios "$2" "$3")
    line "$1" "$median" "($least to $greatest)" "$4"
}

if [ "$times" -gt 1 ]; then
    stop_nscl
    start_nscl # afresh, as below
    small=$(lists "$nscl_port" "$list_target")
    stop_nscl
    sqlite3 "$place/data/nscl.db" <<SQL
CREATE TEMP TABLE original AS SELECT * FROM programme_organization;
$(for ((i = 1; i < times; ++i)); do # one in four is a public unit of the copies too: of those with one name, which are neighbours, one in four
        echo "UPDATE original SET id = id + 100000000000, type = CASE (id + $i) % 4 WHEN 0 THEN 'public_unit' ELSE 'cooperative_group' END;"
        echo "INSERT INTO programme_organization SELECT * FROM original;"
    done)
SQL
    start_nscl
    csrf=
    log_in_officer >/dev/null # the statements above took their time
    cookie=$(session_cookie)
fi
if [ "$times" -gt 1 ]; then # one server after the other on the same file: no rounds
    large=$(lists "$nscl_port" "$list_target")
    line "list of $all / of $organizations" "$(quotient "$large" "$small")" "(${large%.*} and ${small%.*} a second)" ">= 0.67"
fi

hops=$(($(api GET "$list_target&count=exact" | jq .page.count) / 200)) # of ten pages each; full ones alone
[ $hops -lt 1000 ] || hops=1000
[ $hops -gt 0 ] || fail "there are too few organizations for ten pages"
page=$list_target
for ((i = 0; i < hops; ++i)); do
    page="$list_target&cursor=$(api GET "$page&limit=$((i == 0 ? 180 : 200))" | jq -r .page.next)"
done
[ "$(api GET "$page" | jq '.data | length')" = 20 ] || fail "page $((hops * 10)) has not 20 rows"
if [ "$database" = sqlite ]; then
    start_floor
    same_answer "$list_target" "$floor_port" "$cookie"
fi
for ((round = 1; round <= rounds; ++round)); do
    kept first "$(lists "$nscl_port" "$list_target")"
    kept far "$(lists "$nscl_port" "$page")"
    [ "$database" != sqlite ] || kept floor "$(lists "$floor_port" "$list_target")"
done
beside "list of $all: page $((hops * 10)) / first" far first ">= 0.9"
[ "$database" != sqlite ] || beside "list of $all / by hand" first floor ">= 0.5"
conclude
