#!/bin/sh
# Node.js runs the clients in JavaScript. Where it is missing or too old, it comes from the package manager if this user may
# ask that, otherwise by npm into DIRECTORY/bin, which the tests look into first.
#   node.sh DIRECTORY
set -u
. "$(dirname "$0")/../../../../.mvn/packages.sh"

NEEDED=20
FETCHED=22.12.0
directory=$1
PATH="$directory/bin:$PATH"
export PATH

present() {
    # A shell remembers where it found a program before.
    hash -r
    command -v npm >/dev/null 2>&1 && node -e "process.exit(parseInt(process.versions.node) < $NEEDED ? 1 : 0)" 2>/dev/null
}

# npm's own packages hold Node's programs, one for each system.
fetch() {
    command -v npm >/dev/null 2>&1 || return 1
    case $(uname -m) in
        x86_64 | amd64) machine=x64 ;;
        aarch64 | arm64) machine=arm64 ;;
        *) return 1 ;;
    esac
    package=node-$(uname -s | tr '[:upper:]' '[:lower:]')-$machine
    mkdir -p "$directory/bin" &&
        npm install --prefix "$directory" --no-save --ignore-scripts --no-audit --no-fund --loglevel error "$package@$FETCHED" &&
        ln -sf "$directory/node_modules/$package/bin/node" "$directory/bin/node"
}

present && exit 0
echo "Node.js $NEEDED or newer is missing: asking the package manager for it"
# Some distributions' package of Node brings npm, and refuses another one beside it.
install_packages nodejs "nodejs npm" "nodejs npm" node && { command -v npm >/dev/null 2>&1 || install_packages npm "" "" ""; }
present && exit 0
echo "Asking npm for it"
fetch && present && exit 0
rm -f "$directory/bin/node"
echo "WARNING: clients in JavaScript are skipped: install Node.js $NEEDED or newer with npm" >&2
