#!/usr/bin/env bash
# h2load against the unary call and the stream of a server and a redis-server of its own; prints a table of rates and latencies, and
# with --record puts it into README.md. N requests a run (default 200,000; of the stream a tenth).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
requests=${N:-200000}
service=privacywaybill.v1.WaybillMaskingService
headers=(-H 'content-type: application/grpc' -H 'te: trailers')

if ! command -v h2load >/dev/null; then
  sudo=$([ "$(id -u)" -eq 0 ] || echo sudo)
  $sudo apt-get install -y -qq --no-install-recommends nghttp2-client >/dev/null
fi

work=$(mktemp -d)
pids=()
cleanup() {
  [ ${#pids[@]} -eq 0 ] || kill "${pids[@]}" 2>/dev/null || true
  wait
  rm -rf "$work"
}
trap cleanup EXIT

for project in src/PrivacyWaybill.Cli src/PrivacyWaybill.Server benchmarks/PrivacyWaybill.Benchmarks; do
  dotnet build -c Release --nologo -v quiet "$root/$project" >"$work/build.log" || { cat "$work/build.log"; exit 1; }
done
pw() { dotnet "$root/src/PrivacyWaybill.Cli/bin/Release/net10.0/pw.dll" "$@"; }

redis_port=$((20000 + RANDOM % 20000))
redis-server --port $redis_port --bind 127.0.0.1 --save '' --appendonly no --dir "$work" --maxmemory-policy noeviction --loglevel warning >/dev/null &
pids+=($!)
cat >"$work/pool.json" <<POOL
{ "segments": [ { "id": 1, "name": "load", "city": "深圳", "firstMainNumber": "18400000000", "mainNumbers": 10000, "extensionLength": 4, "blockSize": 10000 } ] }
POOL
pw keys new ring --out "$work/ring.json" &>"$work/keys.log"
until (exec 3<>/dev/tcp/127.0.0.1/$redis_port) 2>/dev/null; do kill -0 "${pids[0]}"; sleep 0.1; done
pw store init --connection 127.0.0.1:$redis_port --pool "$work/pool.json" --keys "$work/ring.json" >/dev/null
dotnet "$root/src/PrivacyWaybill.Server/bin/Release/net10.0/PrivacyWaybill.Server.dll" --Listen:Port=0 \
  --Store:Connection=127.0.0.1:$redis_port --Keys:File="$work/ring.json" --Numbers:PoolFile="$work/pool.json" >"$work/server.log" &
pids+=($!)
until grep -qs '^listening on ' "$work/server.log"; do kill -0 "${pids[1]}"; sleep 0.1; done
server=$(sed -n 's/^listening on //p' "$work/server.log")
server=${server%/}
(cd "$work" && dotnet run -c Release --no-build --project "$root/benchmarks/PrivacyWaybill.Benchmarks" -- bodies "$work")

# call METHOD BODY: one call; fails unless grpc-status is 0; prints the bytes of the answer.
call() {
  curl -sS --http2-prior-knowledge "${headers[@]}" --data-binary @"$2" -D "$work/headers" -o "$work/answer" "$server/$service/$1"
  grep -qi '^grpc-status: 0' "$work/headers" || { echo "$1 did not end with grpc-status 0" >&2; cat "$work/headers" >&2; return 1; }
  stat -c %s "$work/answer"
}

# run METHOD BODY REQUESTS CLIENTS STREAMS: h2load does not look at trailers, but an error has no body; so all answers were answers if
# their bytes are REQUESTS times those of one.
run() {
  local size
  call "$1" "$2" >/dev/null
  size=$(call "$1" "$2")
  h2load -n $(($3 / 4)) -c "$4" -m "$5" -d "$2" "${headers[@]}" "$server/$service/$1" >/dev/null
  rm -f "$work/log"
  h2load -n "$3" -c "$4" -m "$5" -d "$2" "${headers[@]}" --log-file="$work/log" "$server/$service/$1" >"$work/out"
  grep -q "^requests: $3 total, $3 started, $3 done, $3 succeeded, 0 failed" "$work/out" || { cat "$work/out" >&2; return 1; }
  grep -q "($((size * $3))) data" "$work/out" || { echo "$1: not all answers have $size bytes" >&2; cat "$work/out" >&2; return 1; }
  call "$1" "$2" >/dev/null
  local rate
  rate=$(sed -n 's/^finished in .*, \([0-9.]*\) req\/s,.*/\1/p' "$work/out")
  cut -f3 "$work/log" | sort -n | awk -v method="$1" -v c="$4" -v m="$5" -v rate="$rate" '
    { t[NR] = $1; sum += $1 }
    function at(p) { i = int(NR * p + 0.999999); return t[i < 1 ? 1 : i] / 1000 }
    END { printf "| %s | %d | %d | %d | %.0f | %.2f | %.2f | %.2f | %.2f |\n", method, NR, c, m, rate, sum / NR / 1000, at(0.5), at(0.99), t[NR] / 1000 }'
}

{
  echo '| call | requests | connections (`-c`) | calls on each (`-m`) | calls/s | mean ms | p50 ms | p99 ms | longest ms |'
  echo '|---|---:|---:|---:|---:|---:|---:|---:|---:|'
  run MaskWaybill "$work/waybill.bin" $((requests / 10)) 1 1
  run MaskWaybill "$work/waybill.bin" "$requests" 4 16
  run MaskWaybill "$work/waybill.bin" "$requests" 50 10
  run MaskWaybills "$work/batch.bin" $((requests / 10)) 4 16
} | tee "$work/table"

if [ "${1:-}" = --record ]; then
  sed -i -e '/<!-- h2load -->/,/<!-- end -->/{//!d}' -e "/<!-- h2load -->/r $work/table" "$here/README.md"
fi
