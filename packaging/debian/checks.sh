# What an address, a port and an origin may look like; put in front of `config` and `postinst` when the package is made.

settings=/etc/tenken/tenken.toml

is_address() {
    byte='(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])'
    case $1 in
        *:*) printf '%s' "$1" | grep -Eqx '[0-9A-Fa-f:]{2,39}' ;;
        *) printf '%s' "$1" | grep -Eqx "($byte\.){3}$byte" ;;
    esac
}

is_port() {
    printf '%s' "$1" | grep -Eqx '[1-9][0-9]{0,4}' && [ "$1" -le 65535 ]
}

is_origin() {
    printf '%s' "$1" | grep -Eqx 'https?://[A-Za-z0-9.:_-]+|https?://\[[0-9A-Fa-f:]+\](:[0-9]+)?'
}

is_loopback() {
    case $1 in
        127.*|::1) return 0 ;;
        *) return 1 ;;
    esac
}

# The value of one key of the settings file; nothing where it is not set.
setting() {
    [ ! -e "$settings" ] || sed -n "s/^$1 *= *\"\\(.*\\)\" *\$/\\1/p" "$settings"
}
