#!/usr/bin/env bash
# Measures the packaged gateway beside a plain nginx proxy, on one machine, in turns. Needs: java, node, wrk, nginx.
#   ./run.sh [ROUNDS=3] [SECONDS=5]
# Figures mean something only as ratios within one run; the machine should have nothing else to do.
set -euo pipefail
cd "$(dirname "$0")"
rounds=${1:-3} seconds=${2:-5} here=$PWD
jar=$here/../../target/ai-gateway.jar
[ -f "$jar" ] || { echo "build first: ./mvnw -q -DskipTests package"; exit 1; }
for tool in java node wrk nginx; do command -v $tool >/dev/null || { echo "$tool is not installed"; exit 1; }; done
work=$(mktemp -d); export KEY=bench-key-0123456789abcdef
pids=()
stop() { kill "${pids[@]}" 2>/dev/null || true; [ -f "$work/nginx.pid" ] && kill "$(cat "$work/nginx.pid")" || true; rm -rf "$work"; }
trap stop EXIT

node upstream.mjs 9001 & pids+=($!)
nginx -p "$work/" -c "$here/nginx.conf" 2>/dev/null
BENCH_KEY=$KEY GATEWAY_DATA_DIR=$work/data GATEWAY_CONFIG=$here/gateway.yaml GATEWAY_ALLOWED_PRIVATE_HOSTS=127.0.0.1 \
  java ${JAVA_OPTS:--Xmx1g -XX:+UseParallelGC} -jar "$jar" --port 9003 >"$work/gateway.log" 2>&1 & gateway=$!; pids+=($gateway)
for _ in $(seq 120); do curl -sf http://127.0.0.1:9003/health/ready >/dev/null && break; sleep 1; done
curl -sf -X POST http://127.0.0.1:9003/v1/chat/completions -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' \
  -d '{"model":"bench/bench","messages":[{"role":"user","content":"hello"}]}' >/dev/null || { tail -20 "$work/gateway.log"; exit 1; }

cpu() { awk '{print ($14 + $15) * 1000000 / '"$(getconf CLK_TCK)"'}' "/proc/$gateway/stat"; }
load() { wrk -t1 -c"$1" -d"$2"s --latency -s chat.lua "$3" | awk '/50%/{p50=$2} /99%/{p99=$2} /Requests\/sec/{r=$2} /requests in/{n=$1} END{print r, p50, p99, n}'; }
nginx_url=http://127.0.0.1:9002/v1/chat/completions gateway_url=http://127.0.0.1:9003/v1/chat/completions

echo "warming up for 30 s"; load 16 30 $gateway_url >/dev/null
for round in $(seq "$rounds"); do
  echo "round $round: requests/s, p50, p99"
  read -r n50 a b _ <<<"$(load 16 "$seconds" $nginx_url)"; echo "  nginx    16 connections: $n50 $a $b"
  before=$(cpu); read -r r a b n <<<"$(load 16 "$seconds" $gateway_url)"; after=$(cpu)
  echo "  gateway  16 connections: $r $a $b   of nginx: $(awk "BEGIN{printf \"%.3f\", $r/$n50}")   CPU a request: $(awk "BEGIN{printf \"%.0f\", ($after-$before)/$n}") us"
  read -r _ a b _ <<<"$(WAIT=50 load 8 "$seconds" $nginx_url)"; echo "  nginx    8 connections, upstream 50 ms: p50 $a p99 $b"
  read -r _ a b _ <<<"$(WAIT=50 load 8 "$seconds" $gateway_url)"; echo "  gateway  8 connections, upstream 50 ms: p50 $a p99 $b"
  echo "  nginx    $(node streams.mjs $nginx_url "$KEY" bench)"
  echo "  gateway  $(node streams.mjs $gateway_url "$KEY" bench/bench)"
done
echo "2,000 slow streams at once:"; node streams.mjs $gateway_url "$KEY" bench/bench 2000 20 500 & streams=$!
sleep 12; echo "  threads $(ls /proc/$gateway/task | wc -l), models answered in $(curl -s -o /dev/null -w '%{time_total}' http://127.0.0.1:9003/v1/models -H "Authorization: Bearer $KEY") s"; wait $streams
