#!/bin/bash
# rolling.sh VERSION JAR|copied SOCKET SSH_CONFIG APPCTL NAME,FOLDER,PORT...
# What a careful administrator would write: one host after the other over connections that stay,
# each out of the pool while it is worked on. "copied": the artifact lies on every host already.
set -eu
version=$1 jar=$2 socket=$3 config=$4 appctl=$5
shift 5
ask() { echo "$1" | socat - "unix-connect:$socket"; }
column() { ask "show stat -1 4 -1" | awk -F, -v host="$1" -v at="$2" '$1 == "orders" && $2 == host { print $at }'; }
on() { ssh -F "$config" "$@"; }
for host in "$@"; do
    IFS=, read -r name folder port <<<"$host"
    ask "set server orders/$name state drain" >/dev/null
    until [ "$(column "$name" 5)" = 0 ]; do sleep 0.01; done
    ask "set server orders/$name state maint" >/dev/null
    on "$name" "$appctl stop $folder $port"
    if [ "$jar" = copied ]; then
        on "$name" "mv $folder/app.jar.new $folder/app.jar"
    else
        on "$name" "cat > $folder/app.jar.new && mv $folder/app.jar.new $folder/app.jar" <"$jar"
    fi
    on "$name" "$appctl start $folder $port; until [ \"\$(curl -fs http://127.0.0.1:$port/version)\" = $version ]; do sleep 0.01; done"
    ask "set server orders/$name state ready" >/dev/null
    until [[ $(column "$name" 18) = UP* ]]; do sleep 0.01; done
done
