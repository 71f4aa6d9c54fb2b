# For scripts that need a program: asks the system's package manager for it, where this user may. To be read by others (.).

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        sudo -n "$@"
    else
        return 1
    fi
}

# install_packages APT DNF APK BREW: what it is called there, several names in one word, or nothing
install_packages() {
    if command -v apt-get >/dev/null 2>&1; then
        [ -n "$1" ] && as_root apt-get update -q >&2 && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends $1 >&2
    elif command -v dnf >/dev/null 2>&1; then
        [ -n "$2" ] && as_root dnf install -qy $2 >&2
    elif command -v apk >/dev/null 2>&1; then
        [ -n "$3" ] && as_root apk add -q $3 >&2
    elif command -v brew >/dev/null 2>&1; then
        [ -n "$4" ] && brew install -q $4 >&2
    else
        return 1
    fi
}
