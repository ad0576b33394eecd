#!/usr/bin/env bash
# Installs what nscl is built from, on Debian 12. Running it again takes a moment and needs no network.
set -euo pipefail

usage() {
    cat <<'TEXT'
Usage: packaging/install_dependencies.sh [--tests] [--bench] [--print]

Installs the Debian packages that building and running nscl needs, and what README calls. Packages that are there are left alone,
and so is a Node.js that is there, wherever it comes from: the web console is built with it.
  --tests   also what the tests need: GoogleTest, MariaDB (the programs only, no service), clang 19, Chromium, sqlite3
  --bench   also what tests/bench needs besides: wrk, sqlite3, nginx (its service is not started)
  --print   only say what is missing
TEXT
}

build_packages=(
    g++ cmake ninja-build ccache mold pkg-config
    libboost1.81-dev libboost-json1.81-dev libboost-url1.81-dev libboost-program-options1.81-dev
    libsoci-dev libsqlite3-dev libmariadb-dev
    libspdlog-dev libfmt-dev libtomlplusplus-dev libsodium-dev libicu-dev libssl-dev zlib1g-dev
    prometheus-cpp-dev
    curl jq # for README's commands
)
# mariadb-server-core holds mariadbd and mariadb-install-db; unlike mariadb-server it sets up no service.
test_packages=(
    libgtest-dev libgmock-dev
    mariadb-server-core mariadb-client
    clang-19 libclang-rt-19-dev libc++-19-dev libc++abi-19-dev clang-format-19 clang-tidy-19
    chromium fonts-dejavu-core sqlite3 # for tests/browser; its pictures of Vietnamese texts need a font
)
bench_packages=(wrk nginx-light sqlite3)

wanted=("${build_packages[@]}")
# Any Node.js will do, also one that does not come from Debian.
command -v node >/dev/null || wanted+=(nodejs)
command -v npm >/dev/null || wanted+=(npm)
mode=install
for argument in "$@"; do
    case $argument in
        --tests) wanted+=("${test_packages[@]}") ;;
        --bench) wanted+=("${bench_packages[@]}") ;;
        --print) mode=print ;;
        -h | --help) usage; exit 0 ;;
        *) echo "install_dependencies.sh: unknown option $argument" >&2; usage >&2; exit 2 ;;
    esac
done

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "install_dependencies.sh: this is not Debian. nscl is built on Debian 12 from these packages:" >&2
    printf '  %s\n' "${wanted[@]}" >&2
    exit 1
fi

# One "ii name" line for each installed package, of every architecture; dpkg-query fails when it knows one of the names not at all.
installed=$(dpkg-query -W -f='${db:Status-Abbrev}${Package}\n' "${wanted[@]}" 2>/dev/null | sed -n 's/^.i //p' || true)
missing=()
for package in "${wanted[@]}"; do
    grep -qxF -- "$package" <<<"$installed" || missing+=("$package")
done

if [ ${#missing[@]} -eq 0 ]; then
    exit 0
fi
if [ $mode = print ]; then
    printf '%s\n' "${missing[@]}"
    exit 0
fi

if [ "$(id -u)" -eq 0 ]; then
    as_root=()
elif command -v sudo >/dev/null; then
    as_root=(sudo)
else
    echo "install_dependencies.sh: packages are missing, and this is neither root nor is there sudo. As root, run:" >&2
    echo "  apt-get update && apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
fi
# shellcheck source=/dev/null
if [ "$(. /etc/os-release && echo "${ID:-}${VERSION_ID:-}")" != debian12 ]; then
    echo "install_dependencies.sh: made for Debian 12; trying the same package names here." >&2
fi

# A package must not start a service of its own: nscl runs the programs itself, on folders and ports that it chooses.
guard=/usr/sbin/policy-rc.d
guard_is_ours=no
remove_guard() {
    if [ $guard_is_ours = yes ]; then "${as_root[@]}" rm -f "$guard"; fi
}
trap remove_guard EXIT
if [ ! -e $guard ]; then
    guard_is_ours=yes
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee $guard >/dev/null
    "${as_root[@]}" chmod 755 $guard
fi

apt() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@" </dev/null
}
echo "Installing ${#missing[@]} packages: ${missing[*]}"
apt update || echo "install_dependencies.sh: apt-get update failed; trying with the package lists that are there." >&2
if ! apt install --no-install-recommends "${missing[@]}"; then
    echo "install_dependencies.sh: apt-get could not install: ${missing[*]}" >&2
    echo "Look at its message above. Behind a proxy, set it in /etc/apt/apt.conf.d; without a network, install them from a mirror." >&2
    exit 1
fi
