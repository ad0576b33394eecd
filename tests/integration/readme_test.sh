#!/usr/bin/env bash
# Runs the sh blocks of README.md that stand behind a comment like
#
#   <!-- test: name -->                        a block of the user's shell, one after the other
#   <!-- test: name, prints "text" -->         and its output must have that text
#   <!-- test: name, after Ctrl-C -->          the server that runs gets its Ctrl-C before it
#   <!-- not run by itself: why -->            a block that is left out; each other one has a mark
#   <!-- test: name, background -->            a server in the foreground of another terminal: runs until it prints its address,
#                                              and then until Ctrl-C; the one before it gets its Ctrl-C first
#
# as they stand there, but for the port: in a copy of the checkout, with a home of its own. The build is the one under test.
#
#   readme_test.sh CHECKOUT BUILD [MARIADB]
#
# MARIADB is the folder of tests/support/mariadb.sh: the settings' environment then names an empty database on that server, as
# an operator's would, and what the blocks do has to be found there and in no file.
me=readme_test
. "$(dirname "${BASH_SOURCE[0]}")/background_server.sh"

checkout=$(cd "$1" && pwd)
build=$(cd "$2" && pwd)
mariadb=${3:-}
export CCACHE_DIR=${CCACHE_DIR:-${HOME:-/root}/.cache/ccache}

in_mariadb() {
    mariadb --no-defaults --socket="$(cat "$mariadb/socket")" --user=nscl --password=nscl-test --batch --skip-column-names -e "$1"
}
port=$(free_port)
export NSCL_LISTEN_PORT=$port
database=
drop_database() { in_mariadb "DROP DATABASE IF EXISTS $database"; }
if [ -n "$mariadb" ]; then
    database=readme_$$
    in_mariadb "CREATE DATABASE $database"
    at_exit drop_database
    export NSCL_DATABASE_URL=mysql://nscl@127.0.0.1:$(cat "$mariadb/port")/$database NSCL_DATABASE_PASSWORD=nscl-test
fi

# The checkout as a stranger gets it, but built already.
mkdir -p "$place/nscl" "$place/home"
tar -C "$checkout" --exclude=./build --exclude=./.git --exclude=./.cache --exclude=node_modules -cf - . | tar -C "$place/nscl" -xf -
mkdir "$place/nscl/build"
ln -s "$build" "$place/nscl/build/release"
unset XDG_DATA_HOME
export HOME=$place/home
cd "$place/nscl"

ran=0
run_block() {
    local what=$1 block=${2//127.0.0.1:8080/127.0.0.1:$port} name wanted
    name=${what%%,*}
    say "$name"
    ran=$((ran + 1))
    if [[ $what == *", background"* ]]; then
        stop_server
        start_server "$block"
        return
    fi
    if [[ $what == *", after Ctrl-C"* ]]; then stop_server; fi
    # Not in a subshell, because what one block sets, the next may use; so a trap notes the first failure.
    local failed=
    set +e -E
    trap 'failed=yes' ERR
    eval "$block" >"$place/output" 2>&1
    trap - ERR
    set -e +E
    cat "$place/output"
    if [ -n "$failed" ]; then
        say "$name failed"
        [ -z "$server" ] || cat "$log"
        return 1
    fi
    if [[ $what =~ 'prints "'([^\"]+)'"' ]]; then
        wanted=${BASH_REMATCH[1]}
        if ! grep -qF -- "$wanted" "$place/output"; then
            say "$name did not print $wanted"
            return 1
        fi
    fi
}

what=
block=
inside=no
while IFS= read -r line <&9; do
    if [ $inside = yes ] && [ "$line" = '```' ]; then
        inside=no
        case $what in
            "not run "*) ;;
            ?*) run_block "$what" "$block" ;;
            *) say "a block of README.md has no mark: $block"; exit 1 ;;
        esac
        what=
    elif [ $inside = yes ]; then
        block+=$line$'\n'
    elif [[ $line =~ ^'<!-- test: '(.*)' -->'$ ]]; then
        what=${BASH_REMATCH[1]}
    elif [[ $line =~ ^'<!-- '('not run by itself: '.*)' -->'$ ]]; then
        what=${BASH_REMATCH[1]}
    elif [ "$line" = '```sh' ]; then
        inside=yes
        block=
    fi
done 9<README.md

stop_server
if [ $ran -eq 0 ]; then
    say "README.md marks no block"
    exit 1
fi
if [ -n "$database" ]; then
    settled=$(in_mariadb "SELECT COUNT(*) FROM $database.programme_application WHERE state = 'settled'")
    if [ "$settled" != 1 ] || [ -n "$(find "$HOME" -name '*.db')" ]; then
        say "the blocks did not work on MariaDB: $settled applications are settled there; files: $(find "$HOME" -name '*.db')"
        exit 1
    fi
fi
say "$ran blocks ran${database:+ on MariaDB}"
