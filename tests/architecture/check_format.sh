#!/usr/bin/env bash
# check_format.sh CLANG_FORMAT FOLDER: fails when a C or C++ file in the folder is not formatted as .clang-format says.
# At the top of a checkout these are the files that git tracks, anywhere else all of them.
set -euo pipefail
clang_format=$1
cd "$2"

sources() {
    if [ "$(git rev-parse --show-toplevel 2>/dev/null)" = "$(pwd -P)" ]; then
        git ls-files -z --cached -- '*.c' '*.h' '*.cpp' '*.hpp'
    else
        find . \( -name build -o -name node_modules \) -prune -o -type f \
            \( -name '*.c' -o -name '*.h' -o -name '*.cpp' -o -name '*.hpp' \) -print0
    fi
}

files=()
while IFS= read -r -d '' file; do
    # A file that is being moved is still tracked at its old place.
    if [ -e "$file" ]; then files+=("$file"); fi
done < <(sources)
if [ ${#files[@]} -eq 0 ]; then
    echo "check_format.sh: no C or C++ file in $PWD" >&2
    exit 2
fi
printf '%s\0' "${files[@]}" | xargs -0 -n 40 -P "$(nproc)" "$clang_format" --dry-run -Werror
