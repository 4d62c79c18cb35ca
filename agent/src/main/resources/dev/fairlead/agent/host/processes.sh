#!/bin/sh
# What fenced.sh and remote.sh both ask of a machine's processes: it stands before each of them where
# they run, in the folder whose .fairlead/boot names the start of the machine, or the container, in
# which a command was begun last.

# Sets $uptime to whole seconds that nobody sets back: since the machine was started.
uptime() {
    read -r uptime _ 2>/dev/null </proc/uptime || uptime=$(date +%s)
    uptime=${uptime%%.*}
}

# Sets $ticks to the start time of a process in clock ticks; to nothing when it is gone or dead.
started() {
    ticks=
    read -r stat 2>/dev/null <"/proc/$1/stat" || return 0
    # shellcheck disable=SC2086
    set -- ${stat##*) }
    case $1 in Z | X) ;; *) ticks=${20} ;; esac
}

# Whether the first process of a command lives, by its id and start.
led() {
    started "$1"
    [ -n "$ticks" ] && [ "$ticks" = "$2" ]
}

# Whether anything of the last command lives; sets $members to it. The first process leads a session,
# and its id is given to nobody else while the session has members. That holds until the machine, or
# the container, is started again: ids are given anew then, and a daemon may have the session of a
# leader that went. What began a session of its own (setsid) left the command: it may be meant to
# stay, and is not ours to end.
alive() {
    members=
    led "$1" "$2" || same_boot || return 1
    if read -r stat 2>/dev/null <"/proc/$1/stat"; then
        # shellcheck disable=SC2086
        set -- "$1" "$2" ${stat##*) }
        [ "${22:-}" = "$2" ] || return 1
    fi
    # shellcheck disable=SC2013
    for place in $(grep -l -s -E "\) [^ZX] [0-9]+ [0-9]+ $1 [^)]*\$" /proc/[0-9]*/stat); do
        place=${place#/proc/}
        members="$members ${place%/stat}"
    done
    [ -n "$members" ]
}

# Whether the last command began in this start of the machine; sets $boot to what names it.
same_boot() {
    read -r boot 2>/dev/null </proc/sys/kernel/random/boot_id || boot=none
    started 1
    boot="$boot ${ticks:-?}"
    read -r kept 2>/dev/null <.fairlead/boot && [ "$kept" = "$boot" ]
}
