# Runs a server for as long as standard input stays open; then stops it and removes its folder.
# The other end is held by xtask: when that ends, by success, failure, Ctrl-C or kill -9, the pipe
# closes and this cleans up. Arguments: the folder, the signal that stops the server, the server.
folder=$1
signal=$2
shift 2
trap : HUP INT TERM
"$@" >"$folder/server.log" 2>&1 </dev/null &
server=$!
cat >/dev/null
kill -s "$signal" 0
wait "$server" 2>/dev/null
rm -rf "$folder"
