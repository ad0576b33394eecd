# shellcheck shell=bash
# The parts of run.sh that start servers and fill the database; sourced there. Uses $build, $place and $processes of run.sh.
# shellcheck disable=SC2154,SC2034

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
    local data=$place/${1:-data}
    mkdir -p "$data"
    : >"$data.log"
    "$build/bin/nscl" serve --port 0 --data-dir "$data" --plugins "$build/plugins" --plugins "$build/bench-plugins" \
        >"$data.out" 2>"$data.log" &
    nscl_pid=$!
    processes+=("$nscl_pid")
    until nscl_port=$(grep -o '"event":"listening".*' "$data.log" | grep -o '"port":[0-9]*' | head -n 1 | cut -d: -f2) && [ -n "$nscl_port" ]; do
        kill -0 "$nscl_pid" 2>/dev/null || fail "the server did not start: $(cat "$data.log" "$data.out")"
        sleep 0.005
    done
}

stop_nscl() {
    kill "$nscl_pid"
    wait "$nscl_pid" || fail "the server did not stop cleanly: $(tail -n 5 "$place/data.log")"
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

# api VERB PATH [curl's options]: the answer's body; ends the run when it is an error.
api() {
    local verb=$1 path=$2
    shift 2
    curl -sS -g --fail-with-body -X "$verb" -b "$place/cookies" -c "$place/cookies" -H "X-CSRF-Token: ${csrf:-}" \
        "$@" "http://127.0.0.1:$nscl_port$path" || fail "$verb $path"
}
post() {
    local path=$1 body=$2
    api POST "$path" -H 'Content-Type: application/json' -d "$body"
}

# An administrator who is an officer too; sets cookie and csrf.
set_up_officer() {
    local token user role session
    until token=$(grep -o '/setup/[^ ]*' "$place/data.out") && [ -n "$token" ]; do sleep 0.01; done
    post "/api/v1/one-time-links/${token##*/}" \
        '{"username":"bench","display_name":"Bench","password":"Lang-Son.2026:Kim-Dong"}' >/dev/null
    session=$(post /api/v1/session '{"username":"bench","password":"Lang-Son.2026:Kim-Dong"}')
    csrf=$(jq -r .csrf <<<"$session")
    user=$(jq -r .user.id <<<"$session")
    role=$(api GET '/api/v1/core/roles?filter[code]=dost_officer' | jq -r '.data[0].id')
    post /api/v1/core/grants "{\"user\":$user,\"role\":$role}" >/dev/null
    cookie=$(awk '/nscl_session/ {print "nscl_session=" $7}' "$place/cookies")
}

# Names in an order of their own, so that sorting has work to do; one in five is a public unit, which needs no tax code.
load_organizations() {
    local job state
    awk -v n="$1" 'BEGIN {
        srand(2026)
        print "name,type,commune,address"
        for (i = 1; i <= n; ++i)
            printf "Đơn vị %05d số %d,%s,05977,\"Số %d, đường Hùng Vương\"\n", int(rand() * 100000), i, i % 5 == 0 ? "public_unit" : "cooperative_group", i
    }' >"$place/organizations.csv"
    echo "loading $1 organizations" >&2
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
