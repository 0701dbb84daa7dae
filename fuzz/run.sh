#!/usr/bin/env bash
# Fuzzes each target for so many seconds, on stable Rust: fuzz/run.sh SECONDS [TARGET…]
#
# What is new goes to fuzz/found (not kept); `fuzz/run.sh --keep` folds it into the corpus, as few
# files as reach the same code. A crash is left as fuzz/found/TARGET-crash-…: mend it, and keep it
# in tests/fuzz/TARGET, which `cargo test` replays.
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
cargo build --locked --release --quiet --target "$host"

for target in "$@"; do
  corpus=../tests/fuzz/$target
  mkdir -p "found/$target"
  echo "== $target, $seconds s"
  "$CARGO_TARGET_DIR/$host/release/$target" "found/$target" "$corpus" -max_total_time="$seconds" -max_len=4096 \
    -timeout=10 -rss_limit_mb=2048 -dict=words.dict -artifact_prefix="found/$target-" -print_final_stats=1 \
    -close_fd_mask=1 >"found/$target.log" 2>&1 || { tail -n 40 "found/$target.log"; exit 1; }
  grep -E "number_of_executed_units|DONE" "found/$target.log"
  if $keep; then
    mkdir -p "found/$target-kept"
    "$CARGO_TARGET_DIR/$host/release/$target" -merge=1 "found/$target-kept" "$corpus" "found/$target" 2>>"found/$target.log"
    echo "$(ls "found/$target-kept" | wc -l) files reach what $(ls "$corpus" "found/$target" | wc -l) did"
  fi
done
