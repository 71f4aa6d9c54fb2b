#!/usr/bin/env bash
# Fills a real PostgreSQL with spans and measures how fast they are found while 500 more arrive each second.
#   ./store.sh [SPANS=5000000] [RUNS=60]
# Brings its own PostgreSQL; takes 4 GB of disk and a few minutes. Build first: ./mvnw -q -DskipTests package
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd); cd "$root"
classes=$(mktemp); trap 'rm -f "$classes"' EXIT
${MVN:-./mvnw} -q -pl gateway-ear/platform,gateway-ejb test-compile dependency:build-classpath -Dmdep.outputFile="$classes" -Dmdep.includeScope=test
java -Xmx1g -cp "gateway-ejb/target/test-classes:gateway-ejb/target/classes:$(cat "$classes")" \
  aigateway.telemetry.query.StoreLoad "${1:-5000000}" "${2:-60}"
