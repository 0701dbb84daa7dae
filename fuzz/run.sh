#!/usr/bin/env bash
# Fuzzes each target for so many seconds, on stable Rust: fuzz/run.sh SECONDS [TARGET…]
#
# What is new goes to fuzz/found (not committed); `fuzz/run.sh --keep SECONDS` makes the corpus anew
# from it, the sixty files that between them reach most. A crash is left as
# fuzz/found/TARGET-crash-…: mend it, and keep it in tests/fuzz/TARGET, which `cargo test` replays.
set -euo pipefail
cd "$(dirname "$0")"

keep=false
[ "${1-}" = --keep ] && { keep=true; shift; }
seconds=${1:?how many seconds each}
shift
[ $# -gt 0 ] || set -- yaml condition assess story

host=$(rustc -vV | sed -n 's/^host: //p')
# Coverage as libFuzzer reads it, from LLVM's own pass, which stable Rust carries. With --target
# the flags reach no build script.
export RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-../target}/fuzz"
# The crates of the program itself, in the versions it is locked to.
cp ../Cargo.lock Cargo.lock
cargo build --release --quiet --target "$host"

for target in "$@"; do
  corpus=../tests/fuzz/$target
  mkdir -p "found/$target"
  echo "== $target, $seconds s"
  "$CARGO_TARGET_DIR/$host/release/$target" "found/$target" "$corpus" -max_total_time="$seconds" -max_len=4096 \
    -timeout=10 -rss_limit_mb=2048 -dict=words.dict -artifact_prefix="found/$target-" -print_final_stats=1 \
    -close_fd_mask=1 >"found/$target.log" 2>&1 || { tail -n 40 "found/$target.log"; exit 1; }
  grep -E "number_of_executed_units|DONE" "found/$target.log"
  if $keep; then
    rm -rf found/kept && mkdir found/kept
    "$CARGO_TARGET_DIR/$host/release/$target" -set_cover_merge=1 -use_counters=0 found/kept "$corpus" "found/$target" \
      -close_fd_mask=1 >"found/$target.log" 2>&1
    # They are written in the order in which they add most; what once crashed stays.
    find "$corpus" -type f ! -name '*crash*' -delete
    # shellcheck disable=SC2012
    ls -tr found/kept | head -n 60 | while read -r one; do cp "found/kept/$one" "$corpus/${one:0:12}"; done
    echo "$(find "$corpus" -type f | wc -l) of $(find found/kept -type f | wc -l) kept"
  fi
done
