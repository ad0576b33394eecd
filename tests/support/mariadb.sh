#!/usr/bin/env bash
# One private MariaDB server for a run of the tests, on 127.0.0.1 and a free port, with durability off.
#
#   mariadb.sh start FOLDER [OPTION...]    starts it unless it runs already; returns when it answers. Options are mariadbd's
#   mariadb.sh stop FOLDER                 stops it and removes FOLDER
#   mariadb.sh cut FOLDER                  ends it as a power cut would; its data stay
#   mariadb.sh down FOLDER                 shuts it down as an administrator would; its data stay
#   mariadb.sh again FOLDER                starts it again after either, at the same port
#
# In CTest: a test with the property FIXTURES_REQUIRED mariadb runs between the two, on ${CMAKE_BINARY_DIR}/mariadb. Tests of whole
# servers use it too: FOLDER/port holds the port, FOLDER/socket the path of the Unix socket. The user is `nscl` with the password
# `nscl-test`, who may do everything; each test creates its own database and drops it in the end:
#
#   mysql://nscl@127.0.0.1:$(cat FOLDER/port)/some_database      with NSCL_DATABASE_PASSWORD=nscl-test
set -euo pipefail

verb=${1:?start, stop, cut, down or again}
folder=${2:?folder}
options=("${@:3}")

# A process that ended but was not yet collected by its parent is not alive.
alive() { [[ -s $folder/pid ]] && grep -qs '^State:\s[^ZX]' "/proc/$(cat "$folder/pid")/status"; }

answers() {
    mariadb-admin --no-defaults --protocol=socket --socket="$(cat "$folder/socket")" --user=nscl --password=nscl-test ping >/dev/null 2>&1
}

free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 30000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
    done
}

# Where the data lie: in $MARIADB_PLACE, or else in memory if there is room, because every test makes tables and drops them again, which waits for a disk each time.
data_place() {
    if [[ -n ${MARIADB_PLACE:-} ]]; then echo "$MARIADB_PLACE"; return; fi
    local free
    free=$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1) || free=0
    if [[ -w /dev/shm && ${free:-0} -gt 2000000 ]]; then echo /dev/shm; else echo "${TMPDIR:-/tmp}"; fi
}

cut() {
    if ! alive; then return; fi
    kill -9 "$(cat "$folder/pid")" 2>/dev/null || true
    while alive; do sleep 0.01; done
}

down() {
    mariadb-admin --no-defaults --protocol=socket --socket="$(cat "$folder/socket")" --user=nscl --password=nscl-test shutdown
    while alive; do sleep 0.01; done
}

# Its data are thrown away, so it need not close them.
stop() {
    cut
    if [[ -s $folder/place ]]; then rm -rf "$(cat "$folder/place")"; fi
    rm -rf "$folder"
}

initialise() {
    local place
    mkdir -p "$folder"
    # Data and socket stand in a folder of their own; a socket's path may have 107 bytes at most.
    mktemp -d "$(data_place)/nscl-mariadb.XXXXXX" >"$folder/place"
    place=$(cat "$folder/place")
    mkdir "$place/tmp"
    echo "$place/socket" >"$folder/socket"
    local as=()
    if [[ $(id -u) == 0 ]]; then as=(--user=root); fi
    # A server that starts removes what it finds of temporary tables, those of others too: each has a folder of its own.
    TMPDIR=$place/tmp mariadb-install-db --no-defaults "${as[@]}" --datadir="$place/data" --auth-root-authentication-method=normal \
        --skip-test-db --skip-name-resolve >"$folder/install.log" 2>&1 || { cat "$folder/install.log" >&2; exit 1; }
    cat >"$folder/init.sql" <<'SQL'
CREATE USER IF NOT EXISTS nscl@'%' IDENTIFIED BY 'nscl-test';
GRANT ALL ON *.* TO nscl@'%' WITH GRANT OPTION;
SQL
}

launch() {
    local as=() place
    place=$(cat "$folder/place")
    if [[ $(id -u) == 0 ]]; then as=(--user=root); fi
    # Nothing of the caller's may stay open in the server: CTest waits for the end of its output.
    setsid mariadbd --no-defaults "${as[@]}" --datadir="$place/data" --tmpdir="$place/tmp" --socket="$(cat "$folder/socket")" \
        --pid-file="$folder/server.pid" --port="$(cat "$folder/port")" --bind-address=127.0.0.1 --skip-networking=off \
        --skip-name-resolve --character-set-server=utf8mb4 --collation-server=utf8mb4_nopad_bin --init-file="$folder/init.sql" \
        --skip-log-bin --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0 --innodb-flush-method=nosync \
        --innodb-buffer-pool-size=64M --innodb-log-file-size=16M --performance-schema=off --max-connections=400 "${options[@]}" \
        </dev/null >"$folder/server.log" 2>&1 9>&- &
    echo $! >"$folder/pid"
    disown
}

# Fails when it ends, or does not answer within half a minute.
launch_and_wait() {
    local waited=0
    launch
    while alive && ((waited++ < 600)); do
        if answers; then return; fi
        sleep 0.05
    done
    tail -n 30 "$folder/server.log" >&2
    return 1
}

start() {
    if alive && answers; then return; fi
    stop
    initialise
    printf '%s\n' "${options[@]}" >"$folder/options"
    local attempt
    for attempt in 1 2 3; do
        free_port >"$folder/port"
        if launch_and_wait; then return; fi
        echo "mariadbd did not start (attempt $attempt)" >&2
    done
    stop
    exit 1
}

again() {
    mapfile -t options < <(grep . "$folder/options")
    launch_and_wait
}

mkdir -p "$(dirname "$folder")"
exec 9>"$folder.lock"
flock 9
case $verb in
start) start ;;
stop) stop ;;
cut) cut ;;
down) down ;;
again) again ;;
*) echo "usage: mariadb.sh start|stop|cut|down|again FOLDER" >&2; exit 2 ;;
esac
