# For shell tests, to be sourced: a place of their own, and a server in it that ends with them however they end.
#
#   $place             an empty folder that disappears in the end
#   start_server TEXT  runs a command in the background as another terminal would, until it prints its address: $port, $log
#   stop_server        Ctrl-C for it; fails unless it ends with 0
#   say WORDS          a line of the test's own
#   at_exit COMMAND    runs in the end too, before the place disappears
#
# The test sets $me first.
set -euo pipefail
set -m # a background server gets a process group, as a terminal would give it

place=$(mktemp -d)
log=$place/server.log
server=
endings=()
say() { printf '%s: %s\n' "$me" "$*"; }
at_exit() { endings+=("$1"); }

stop_server() {
    [ -n "$server" ] || return 0
    local pid=$server code=0
    server=
    kill -INT -- "-$pid"
    wait "$pid" || code=$?
    if [ $code -ne 0 ]; then
        say "Ctrl-C ended the server with $code:"
        cat "$log"
        return 1
    fi
}
clean_up() {
    local ending
    if [ -n "$server" ]; then kill -KILL -- "-$server" 2>/dev/null || true; fi
    for ending in "${endings[@]}"; do $ending || true; done
    rm -rf "$place"
}
trap clean_up EXIT

# For as long as a build may take.
start_server() {
    : >"$log"
    # Should this test be killed, the server goes too.
    setpriv --pdeathsig TERM bash -c "$1" >"$log" 2>&1 &
    server=$!
    local waited=0
    until port=$(sed -n 's|^nscl: http://127\.0\.0\.1:\([0-9]*\)$|\1|p' "$log") && [ -n "$port" ]; do
        if ! kill -0 "$server" 2>/dev/null || [ $((waited += 1)) -gt 6000 ]; then
            say "the server did not start:"
            cat "$log"
            return 1
        fi
        sleep 0.1
    done
}

free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 12000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
    done
}
