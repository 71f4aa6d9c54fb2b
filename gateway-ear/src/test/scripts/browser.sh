#!/bin/sh
# Brings Chromium and its driver for the console's tests, when they are missing and the package manager may be asked.
set -u

present() {
    { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null 2>&1 &&
        command -v chromedriver >/dev/null 2>&1
}

present && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium and its driver"
    apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends chromium chromium-driver
    present && exit 0
fi
echo "The console's tests drive a real browser: install chromium and chromedriver, or skip the tests with -DskipITs" >&2
exit 1
