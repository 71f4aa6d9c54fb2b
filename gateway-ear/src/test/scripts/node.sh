#!/bin/sh
# Node.js runs the clients in JavaScript. Where it is not installed it is fetched, if this user may do that.
set -u

present() {
    command -v npm >/dev/null 2>&1 && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null
}

present && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Node.js"
    apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends nodejs
    # Some distributions' package brings npm, and refuses another one beside it.
    command -v npm >/dev/null 2>&1 || DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends npm
    present && exit 0
fi

echo "Clients in JavaScript are tried with Node.js: install version 20 or newer with npm, or skip the tests with -DskipITs" >&2
exit 1
