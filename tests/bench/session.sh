# shellcheck shell=bash
# What run.sh, large.sh and overload.sh share: building, starting servers, filling the database, comparing figures with what is wanted.
# Sourced by them; they set check to "yes" for --check.
# shellcheck disable=SC2034

build=build/release
processes=()
missed=()
password=Lang-Son.2026:Kim-Dong

fail() {
    echo "$0: $*" >&2
    exit 1
}

# judge NAME FIGURE WANTED: remembers what misses. WANTED is a comparison such as ">= 0.6" or "" where nothing is wanted; what is no
# number misses. Not in a subshell.
judge() {
    local verdict
    verdict=$(awk -v figure="$2" -v wanted="$3" 'BEGIN {
        split(wanted, part, " ")
        limit = part[2] + 0
        if (wanted == "") verdict = "met"
        else if (part[1] !~ /^(<|<=|>|>=)$/ || part[2] !~ /^[0-9.]+$/) verdict = "unclear"
        else if (figure !~ /^-?[0-9.]+$/) verdict = "missed"
        else if (part[1] == "<") verdict = figure + 0 < limit ? "met" : "missed"
        else if (part[1] == "<=") verdict = figure + 0 <= limit ? "met" : "missed"
        else if (part[1] == ">") verdict = figure + 0 > limit ? "met" : "missed"
        else verdict = figure + 0 >= limit ? "met" : "missed"
        print verdict
    }')
    case $verdict in
        met) ;;
        missed) missed+=("$1: $2, wanted $3") ;;
        *) fail "nobody can tell whether something is $3" ;;
    esac
}

# The last line of a run: with --check, an error that names what missed.
conclude() {
    [ "$check" = yes ] && [ ${#missed[@]} -gt 0 ] || return 0
    {
        echo
        echo "$0: not as wanted:"
        printf '  %s\n' "${missed[@]}"
    } >&2
    exit 1
}

# kept NAME FIGURE: of this round.
kept() { echo "$2" >>"$place/$1.figures"; }
# three FILE: least, median and greatest of its numbers.
three() { sort -n "$1" | awk '{v[NR] = $1} END {print v[1], v[int((NR + 1) / 2)], v[NR]}'; }
# ratios OURS THEIRS: least, median and greatest of the two figures' ratio in each round.
ratios() { three <(paste "$place/$1.figures" "$place/$2.figures" | awk '{printf "%.3f\n", $1 / $2}'); }

build_bench() {
    packaging/install_dependencies.sh --tests --bench
    cmake --preset release -DBUILD_TESTING=ON >/dev/null # packaging/quickstart.sh leaves the tests out
    cmake --build --preset release --target nscl plugins/all bench
}

# Sets place, a folder that is gone in the end like all servers that were started.
make_place() {
    place=$(mktemp -d)
    jar=$place/cookies
    trap clean_up EXIT
}
clean_up() {
    for pid in "${processes[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait || true # for one that is gone already too
    [ ! -d "$place/mariadb" ] || tests/support/mariadb.sh stop "$place/mariadb"
    rm -rf "$place"
}

free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 12000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
    done
}

wait_for_port() {
    local waited=0
    until (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; do
        [ $((waited += 1)) -lt 3000 ] || fail "nothing listens on port $1"
        sleep 0.01
    done
}

# start_nscl [DATA]: sets nscl_pid and nscl_port when the server on $place/DATA listens. Its environment is that of the caller.
start_nscl() {
    nscl_data=$place/${1:-data}
    mkdir -p "$nscl_data"
    : >"$nscl_data.log"
    "$build/bin/nscl" serve --port 0 --data-dir "$nscl_data" --plugins "$build/plugins" --plugins "$build/bench-plugins" \
        >"$nscl_data.out" 2>"$nscl_data.log" &
    nscl_pid=$!
    processes+=("$nscl_pid")
    until nscl_port=$(grep -o '"event":"listening".*' "$nscl_data.log" | grep -o '"port":[0-9]*' | head -n 1 | cut -d: -f2) && [ -n "$nscl_port" ]; do
        kill -0 "$nscl_pid" 2>/dev/null || fail "the server did not start: $(cat "$nscl_data.log" "$nscl_data.out")"
        sleep 0.005
    done
}

# Like start_nscl, of a server whose syncs are counted.
start_counted_nscl() {
    LD_PRELOAD=$PWD/$build/tests/bench/libcounted_syncs.so NSCL_COUNTED_SYNCS=$place/syncs start_nscl "$@"
    [ -s "$place/syncs" ] || fail "libcounted_syncs.so was not loaded"
}
# How many calls of fsync and fdatasync the server that was started last to be counted has made.
counted_syncs() { od -An -td8 "$place/syncs" | tr -d ' '; }

stop_nscl() {
    kill "$nscl_pid"
    wait "$nscl_pid" || fail "the server did not stop cleanly: $(tail -n 5 "$nscl_data.log")"
}

# A MariaDB that waits for its disk, as one in production does; servers that start from now on use it.
start_mariadb() {
    MARIADB_PLACE=$place tests/support/mariadb.sh start "$place/mariadb" --innodb-flush-log-at-trx-commit=1 --innodb-doublewrite=1 \
        --innodb-flush-method=fsync --innodb-buffer-pool-size=4G --innodb-log-file-size=512M
    mariadb_socket=$(cat "$place/mariadb/socket")
    mariadb --no-defaults --socket="$mariadb_socket" --user=nscl --password=nscl-test -e 'CREATE DATABASE bench'
    NSCL_DATABASE_URL=mysql://nscl@localhost/bench?socket=$mariadb_socket # as those connect who write by hand
    NSCL_DATABASE_CONNECTIONS=32 # as in config/production.toml
    NSCL_DATABASE_PASSWORD=nscl-test
    export NSCL_DATABASE_URL NSCL_DATABASE_CONNECTIONS NSCL_DATABASE_PASSWORD
}

# start_floor [COMMUNE...]: who answers by hand what the server on $place/data answers; sets floor_port.
start_floor() {
    floor_port=$(free_port)
    $build/bin/floor serve "$place/data/nscl.db" "$floor_port" "$@" 2>"$place/floor.log" &
    processes+=($!)
    wait_for_port "$floor_port"
}

start_nginx() {
    nginx_port=$1
    mkdir -p "$place/nginx"
    cat >"$place/nginx.conf" <<CONF
worker_processes 2;
daemon off;
pid $place/nginx/pid;
error_log $place/nginx/error.log;
events { worker_connections 1024; }
http {
    access_log off;
    keepalive_requests 1000000000;
    client_body_temp_path $place/nginx/body;
    proxy_temp_path $place/nginx/proxy;
    fastcgi_temp_path $place/nginx/fastcgi;
    uwsgi_temp_path $place/nginx/uwsgi;
    scgi_temp_path $place/nginx/scgi;
    server {
        listen 127.0.0.1:$nginx_port reuseport;
        location / { default_type application/json; return 200 '{}'; }
    }
}
CONF
    nginx -p "$place/nginx" -e "$place/nginx/error.log" -c "$place/nginx.conf" &
    processes+=($!)
    wait_for_port "$nginx_port"
}

# api VERB PATH [curl's options]: the answer's body; ends the run when it is an error. It is asked by the user whose cookies are in the file
# jar, and whose token is csrf.
api() {
    local verb=$1 path=$2
    shift 2
    curl -sS -g --fail-with-body -X "$verb" -b "$jar" -c "$jar" -H "X-CSRF-Token: ${csrf:-}" \
        "$@" "http://127.0.0.1:$nscl_port$path" || fail "$verb $path"
}
post() {
    local path=$1 body=$2
    api POST "$path" -H 'Content-Type: application/json' -d "$body"
}

# The cookie of who has logged in, as a header has it.
session_cookie() { awk '/nscl_session/ {print "nscl_session=" $7}' "$jar"; }

# An administrator who is an officer too; sets cookie and csrf.
set_up_officer() {
    local token user role
    rm -f "$jar"
    csrf=
    until token=$(grep -o '/setup/[^ ]*' "$nscl_data.out") && [ -n "$token" ]; do sleep 0.01; done
    post "/api/v1/one-time-links/${token##*/}" \
        "{\"username\":\"bench\",\"display_name\":\"Bench\",\"password\":\"$password\"}" >/dev/null
    user=$(log_in_officer)
    csrf=$(api GET /api/v1/session | jq -r .csrf)
    role=$(api GET '/api/v1/core/roles?filter[code]=dost_officer' | jq -r '.data[0].id')
    post /api/v1/core/grants "{\"user\":$user,\"role\":$role}" >/dev/null
    cookie=$(session_cookie)
}

# Prints the officer's id. After a while in which nobody asked anything, a session is over.
log_in_officer() {
    post /api/v1/session "{\"username\":\"bench\",\"password\":\"$password\"}" | jq -r .user.id
}

# set_up_commune_user COMMUNE...: one who sees what lies in these communes, given by their ids; sets commune_cookie. After set_up_officer.
set_up_commune_user() {
    local user role link
    user=$(post /api/v1/core/users '{"username":"communes","display_name":"Communes"}' | jq -r .id)
    role=$(api GET '/api/v1/core/roles?filter[code]=commune_user' | jq -r '.data[0].id')
    post /api/v1/core/grants "{\"user\":$user,\"role\":$role,\"scopes\":{\"commune\":[$(IFS=,; echo "$*")]}}" >/dev/null
    link=$(post /api/v1/core/actions/invite "{\"user\":$user}" | jq -r .path)
    local jar=$place/commune-cookies csrf=
    post "/api/v1/one-time-links/${link##*/}" "{\"password\":\"$password\"}" >/dev/null
    post /api/v1/session "{\"username\":\"communes\",\"password\":\"$password\"}" >/dev/null
    commune_cookie=$(session_cookie)
}

# write_organizations N: as CSV. Names in an order of their own, so that sorting has work to do. One in four is a public unit, which
# needs no tax code: those whose number divides by four, so that each page of a long list has as many others between. They are spread
# over all communes.
write_organizations() {
    awk -v n="$1" -F, 'FNR > 1 {communes[FNR - 1] = $1} END {
        srand(2026)
        split("Hợp tác xã nông nghiệp|Đơn vị|Tổ hợp tác", kinds, "|")
        print "name,type,commune,address"
        for (i = 1; i <= n; ++i) {
            number = int(rand() * 100000)
            type = number % 4 == 0 ? "public_unit" : "cooperative_group"
            commune = communes[int(rand() * (FNR - 1)) + 1]
            printf "%s %05d số %d,%s,%s,\"Số %d, đường Hùng Vương\"\n", kinds[i % 3 + 1], number, i, type, commune, i
        }
    }' plugins/programme/catalogue/communes.csv >"$place/organizations.csv"
}

load_organizations() {
    write_organizations "$1"
    import_organizations
}

# Of the file that was written; returns when the job has succeeded with every row.
import_organizations() {
    local job state
    echo "importing $(($(wc -l <"$place/organizations.csv") - 1)) organizations" >&2
    job=$(api POST '/api/v1/programme/organizations/import?mode=proceed' -H 'Content-Type: text/csv; charset=utf-8' \
        --data-binary "@$place/organizations.csv" -o /dev/null -D - | tr -d '\r' | awk 'tolower($1) == "location:" {print $2}')
    while :; do
        state=$(api GET "${job#http://*/}")
        case $(jq -r .state <<<"$state") in
            succeeded) break ;;
            failed) fail "the import failed: $(head -c 2000 <<<"$state")" ;;
        esac
        sleep 0.2
    done
    [ "$(jq .failures <<<"$state")" = 0 ] || fail "the import left rows out: $(head -c 2000 <<<"$state")"
}

# answer PORT TARGET COOKIE
answer() { curl -sS -g -b "$3" "http://127.0.0.1:$1$2" | jq -S 'del(.page)'; }
# same_answer TARGET FLOOR_PORT COOKIE: ends the run when who answers by hand says something else than the server.
same_answer() {
    diff <(answer "$nscl_port" "$1" "$3") <(answer "$2" "$1" "$3") >"$place/difference" || {
        head -20 "$place/difference"
        fail "nscl and the floor answer $1 differently"
    }
}

# rate URL CONNECTIONS [wrk's options]: answers per second.
rate() {
    local url=$1 connections=$2
    shift 2
    wrk -t2 -c"$connections" -d"${seconds}s" "$@" "$url" >"$place/wrk.log" 2>&1 || fail "wrk: $(cat "$place/wrk.log")"
    ! grep -q 'Non-2xx' "$place/wrk.log" || fail "$url: $(grep Non-2xx "$place/wrk.log")"
    awk '/^Requests\/sec/ {print $2}' "$place/wrk.log"
}
