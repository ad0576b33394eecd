#!/usr/bin/env bash
# Measures the server beside what the same machine does without it, in one run, and prints the ratios.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

usage() {
    cat <<'TEXT'
Usage: tests/bench/run.sh [--rounds N] [--seconds N] [--organizations N] [--check]

  empty     an empty JSON answer of a plugin's own route, beside nginx `return 200` with 2 workers
  at once   the same of a route declared non-blocking; and beside nginx what Beast alone gives: parsing, and a constant sent
  list      20 of 100,000 organizations, filtered, sorted, logged in, beside the same answer written by hand on Beast
            and the SQLite C API (tests/bench/floor): of an officer who sees all of them, and of a user of 8 of the 65 communes
  record    one of them by its id, beside the same by hand, and the same when the client has it already (304)
  creates   organizations stored over HTTP by 32 clients: beside the same server that commits each by itself, and beside one
            durable commit for each, written by hand
  fsyncs    how many calls of fsync and fdatasync the server makes for one of those creates
  seals     how old a row of the journal becomes before it is sealed, while those creates go on
  MariaDB   creates again, beside 32 connections that send prepared statements of the same transaction
  start     from exec to listening; the memory that the server holds after all these requests; and the executable's size, stripped

Each round measures one after the other; the table shows the least, the median and the greatest ratio of the rounds.
--check ends the run with an error when a median is not as wanted, and names the rows.
TEXT
}

rounds=5
seconds=4
organizations=100000
check=
while [ $# -gt 0 ]; do
    case $1 in
        --rounds) rounds=$2; shift ;;
        --seconds) seconds=$2; shift ;;
        --organizations) organizations=$2; shift ;;
        --check) check=yes ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; exit 2 ;;
    esac
    shift
done

# shellcheck source=tests/bench/session.sh
source tests/bench/session.sh
build_bench
make_place

# --- the three servers ------------------------------------------------------------------------------------------------

start_nscl
start_nginx "$(free_port)"
set_up_officer
mapfile -t communes < <(api GET '/api/v1/programme/communes?limit=9' | jq -r '.data[].id')
COMMUNE=${communes[8]} # of what is created: none of those whose list is measured, which would grow from round to round
unset 'communes[8]'
export COMMUNE
set_up_commune_user "${communes[@]}"
load_organizations "$organizations"
# What those take after who write by hand: an organization as create.lua stores them, with a tax code that nobody else has.
store_model() {
    post /api/v1/programme/organizations \
        "{\"name\":\"Đơn vị mới 1-1-1\",\"tax_code\":\"9000000013\",\"type\":\"public_unit\",\"commune\":$COMMUNE}" >/dev/null
}
store_model

list_target='/api/v1/programme/organizations?filter[type]=public_unit&sort=name'
start_floor "${communes[@]}"
commune_floor_port=$floor_port
start_floor

# A second server on a copy, whose writes do not share their commits.
stop_nscl
cp -r "$place/data" "$place/single"
NSCL_DATABASE_WRITES_PER_COMMIT=1 start_nscl single
single_port=$nscl_port
start_counted_nscl

record_target=/api/v1/programme/organizations/$(api GET '/api/v1/programme/organizations?limit=1' | jq -r '.data[0].id')
record_tag=$(curl -sS -b "$cookie" -D - -o /dev/null "http://127.0.0.1:$nscl_port$record_target" | tr -d '\r' | awk 'tolower($1) == "etag:" {print $2}')

# What is compared must be the same answer.
nginx_body=$(curl -fsS "http://127.0.0.1:$nginx_port/" | od -c)
for each in "$nscl_port"/api/v1/bench/actions/{empty,at-once} "$floor_port/"; do
    diff <(echo "$nginx_body") <(curl -fsS "http://127.0.0.1:$each" | od -c) || fail "$each answers another body than nginx"
done
same_answer "$record_target" "$floor_port" "$cookie"
same_answer "$list_target" "$floor_port" "$cookie"
same_answer "$list_target" "$commune_floor_port" "$commune_cookie"
for each in "$cookie" "$commune_cookie"; do
    [ "$(answer "$nscl_port" "$list_target" "$each" | jq '.data | length')" = 20 ] || fail "the list has not 20 rows"
done
status=$(curl -sS -b "$cookie" -H "If-None-Match: $record_tag" -o /dev/null -w '%{http_code}' "http://127.0.0.1:$nscl_port$record_target")
[ "$status" = 304 ] || fail "the record's tag $record_tag gives $status"
[ "$(answer "$nscl_port" "$list_target" "$cookie")" != "$(answer "$nscl_port" "$list_target" "$commune_cookie")" ] ||
    fail "a user of some communes sees the list of all"

# --- rounds -----------------------------------------------------------------------------------------------------------

creates() {
    rate "http://127.0.0.1:$1/api/v1/programme/organizations" 32 -s tests/bench/create.lua -H "Cookie: $cookie" -H "X-CSRF-Token: $csrf"
}
# unsealed SINCE: how old the oldest row of the journal from then on is that is not sealed yet, in seconds; 0 where there is none.
unsealed() {
    sqlite3 -readonly "$place/data/nscl.db" "SELECT printf('%.2f', MAX(0, COALESCE($(date +%s%6N) - MIN(\"at\"), 0)) / 1e6)
        FROM core_journal WHERE seal_number IS NULL AND \"at\" >= $1"
}
# The oldest that is found again and again while clients create. Rows that were written by hand before are older than they are: copies of one.
oldest_unsealed() {
    local since
    since=$(date +%s%6N)
    creates "$nscl_port" >"$place/watched" &
    local running=$!
    while kill -0 $running 2>/dev/null; do
        unsealed "$since" >>"$place/unsealed.figures"
        sleep 0.05
    done
    wait $running
    sort -n "$place/unsealed.figures" | tail -n 1
}
# How many requests were answered in the last rate.
answered() { awk '/ requests in / {print $1}' "$place/wrk.log"; }
per_second() { awk -v n="$1" -v s="$seconds" 'BEGIN {print n / s}'; }

for ((round = 1; round <= rounds; ++round)); do
    echo "round $round of $rounds" >&2
    kept nginx "$(rate "http://127.0.0.1:$nginx_port/" 64)"
    kept empty "$(rate "http://127.0.0.1:$nscl_port/api/v1/bench/actions/empty" 64)"
    kept at_once "$(rate "http://127.0.0.1:$nscl_port/api/v1/bench/actions/at-once" 64)"
    kept beast "$(rate "http://127.0.0.1:$floor_port/" 64)"
    kept floor "$(rate "http://127.0.0.1:$floor_port$list_target" 64 -H "Cookie: $cookie")"
    kept list "$(rate "http://127.0.0.1:$nscl_port$list_target" 64 -H "Cookie: $cookie")"
    kept commune_floor "$(rate "http://127.0.0.1:$commune_floor_port$list_target" 64 -H "Cookie: $commune_cookie")"
    kept commune_list "$(rate "http://127.0.0.1:$nscl_port$list_target" 64 -H "Cookie: $commune_cookie")"
    kept record "$(rate "http://127.0.0.1:$nscl_port$record_target" 64 -H "Cookie: $cookie")"
    kept floor_record "$(rate "http://127.0.0.1:$floor_port$record_target" 64 -H "Cookie: $cookie")"
    kept unchanged "$(rate "http://127.0.0.1:$nscl_port$record_target" 64 -H "Cookie: $cookie" -H "If-None-Match: $record_tag")"
    syncs_before=$(counted_syncs)
    kept creates "$(creates "$nscl_port")"
    kept syncs_counted "$(per_second $(($(counted_syncs) - syncs_before)))"
    kept creates_counted "$(per_second "$(answered)")"
    kept single_creates "$(creates "$single_port")"
    by_hand=$($build/bin/floor creates "$place/data/nscl.db" "$seconds")
    kept commits "$by_hand"
done
sealed_within=$(oldest_unsealed)
requests=$(curl -sS "http://127.0.0.1:$nscl_port/metrics" | awk '/^nscl_http_requests_total/ {sum += $NF} END {printf "%d", sum}')
megabytes() { awk -v of="$1" '$1 == of":" {printf "%.1f", $2 * 1024 / 1000000}' "/proc/$nscl_pid/status"; }
memory=$(megabytes VmRSS)
most_memory=$(megabytes VmHWM)

for ((round = 1; round <= rounds; ++round)); do
    stop_nscl
    began=$(date +%s%N)
    start_nscl
    echo $((($(date +%s%N) - began) / 1000000)) >>"$place/starts"
done
fresh_memory=$(megabytes VmRSS)
stop_nscl

start_mariadb
start_nscl maria
set_up_officer
COMMUNE=$(api GET '/api/v1/programme/communes?limit=1' | jq -r '.data[0].id')
store_model
for ((round = 1; round <= rounds; ++round)); do
    kept mariadb_creates "$(creates "$nscl_port")"
    by_hand=$($build/bin/floor mariadb-creates "$mariadb_socket" bench "$seconds") # on its own line, so that its failure ends the run
    kept mariadb_by_hand "$by_hand"
done
stop_nscl
strip -o "$place/stripped" $build/bin/nscl

# --- the table --------------------------------------------------------------------------------------------------------

# line NAME OURS THEIRS WANTED: two figures of each round, and the ratio whose median is wanted.
line() {
    local least median greatest ours theirs
    read -r least median greatest < <(ratios "$2" "$3")
    ours=$(three "$place/$2.figures" | awk '{print int($2)}')
    theirs=$(three "$place/$3.figures" | awk '{print int($2)}')
    printf '%-36s %7.2f %7.2f %7.2f   %9s %9s   %s\n' "$1" "$least" "$median" "$greatest" "$ours" "$theirs" "$4"
    judge "$1" "$median" "$4"
}
# absolute NAME FIRST SECOND THIRD UNIT JUDGED WANTED: three figures, and that of them which is compared with what is wanted.
absolute() {
    printf '%-36s %7s %7s %7s   %s, wanted %s\n' "$1" "$2" "$3" "$4" "$5" "$7"
    judge "$1" "$6" "$7"
}

echo
echo "$($build/bin/nscl --version) on $(nproc) cores, SQLite, $organizations organizations, $rounds rounds of $seconds s"
echo
printf '%-36s %7s %7s %7s   %9s %9s   %s\n' "" least median most "ours/s" "theirs/s" wanted
line "empty answer / nginx return 200" empty nginx ">= 0.6"
line "the same, non-blocking / nginx" at_once nginx ">= 0.9"
line "a constant by Beast alone / nginx" beast nginx ""
line "list of 20 / by hand" list floor ">= 0.75"
line "list of 20 of 8 communes / by hand" commune_list commune_floor ">= 0.75"
line "record / by hand" record floor_record ">= 0.75"
line "record unchanged / the whole record" unchanged record ">= 1"
line "creates / each its own commit" creates single_creates ">= 3"
line "creates / by hand, each its own commit" creates commits ""
line "fsyncs for one create" syncs_counted creates_counted "< 0.5"
line "MariaDB: creates / by hand" mariadb_creates mariadb_by_hand ">= 0.8"
absolute "oldest unsealed row during creates" "" "" "$sealed_within" s "$sealed_within" "< 1"
read -r least median greatest < <(three "$place/starts")
absolute "start, all plugins" "$least" "$median" "$greatest" ms "$median" "< 150"
absolute "resident: fresh, loaded, peak" "$fresh_memory" "$memory" "$most_memory" MB "$most_memory" "< 60"
absolute "requests until loaded" "" "" "$requests" "" "$requests" ">= 1000000"
size=$(awk -v bytes="$(stat -c %s "$place/stripped")" 'BEGIN {printf "%.2f", bytes / 1000000}')
absolute "executable, stripped" "" "" "$size" MB "$size" "< 8"
conclude
