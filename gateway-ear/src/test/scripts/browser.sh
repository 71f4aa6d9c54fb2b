#!/bin/sh
# Brings Chromium and its driver for the console's tests, when they are missing and the package manager may be asked.
set -u
. "$(dirname "$0")/../../../../.mvn/packages.sh"

present() {
    { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null 2>&1 &&
        command -v chromedriver >/dev/null 2>&1
}

present && exit 0
echo "Chromium or its driver is missing: asking the package manager for them"
install_packages "chromium chromium-driver" "chromium chromedriver" "chromium chromium-chromedriver" ""
present || echo "WARNING: the console's tests drive a real browser and are skipped: install chromium and chromedriver" >&2
