#!/bin/sh
# Runs the commands of deployments in one folder: one at a time, and never for a holder that was
# overtaken. Lies in <folder>/.fairlead/ beside what it keeps there:
#
#   lock      held (flock) while a command is decided on and while its wrapper waits for it
#   boot      names the start of the machine in which a command was begun last
#   fence     the highest fence that was here. It is synced where it is barred; of a command the
#             journal keeps it safe
#   journal   begin <fence> <step> <pid> <start of the pid> <epoch seconds>
#             end <fence> <step> <exit code> <epoch seconds>
#   ended     the fence of the command that ended last, and its exit code
#
#   fenced.sh run <fence> <step> <limit in seconds> <patience in seconds> <log> <command> [secrets]
#   fenced.sh look <the same>
#   fenced.sh bar <fence>
#
# A command is run once under its fence. One that only looks may be run again under the same: it is
# refused below the stored fence, and not at it.
#
# With "secrets", lines for a shell come on standard input that export them, the last of them
# fairlead_whole=yes. Only the shell that becomes the command reads them: no argument and no other
# process's environment holds one.
#
# It prints "refused <stored fence>" or "busy" when it did nothing, with the processes behind "busy"
# that a killed command left and that cannot be ended; how a command ended says the journal. The
# command has a session of its own, outlives this script, and does not hold the lock.
#
# A command is over when the first process of its session is: nobody else would write down its end.
# What it leaves when that one is killed is ended by its wrapper, or else by whoever comes next.
set -u
umask 022
cd "${0%/*}/.." || exit 70
folder=$PWD/.fairlead
verb=$1
fence=$2
newline='
'
journal=$folder/journal

# Every program that is started here costs a rollout a millisecond or three on every host, so the
# shell does what it can by itself.

# Whether the last command wrote down its end, as the two small files tell that a command empties before
# it begins and fills when it began and ended; sets $latest to its fence. They are not synced, so not
# after another start of the machine.
ended_well() {
    same_boot && read -r over _ 2>/dev/null <"$folder/ended" && read -r latest 2>/dev/null <"$folder/fence" &&
        [ "$over" = "$latest" ] && number "$latest"
}

# Reads the journal's last lines: the highest fence there, and what a command without an end left.
# The very last may have been cut off when the machine lost its power, and never the one before it.
last_lines() {
    left=
    ! ended_well || return 0
    latest=0
    [ -s "$journal" ] || return 0
    last=$(tail -n 2 "$journal")
    # shellcheck disable=SC2086
    set -- $last
    while [ $# -gt 1 ]; do
        case $1 in begin | end) ! number "$2" || [ "$2" -le "$latest" ] || latest=$2 ;; esac
        shift
    done
    # shellcheck disable=SC2086
    set -- ${last##*"$newline"}
    [ "$1" != begin ] || left_fence=${2:-} left_step=${3:-} left=${4:-} left_start=${5:-}
}

number() {
    case $1 in '' | *[!0-9]*) return 1 ;; esac
}

# Whether nobody wrote down how the last command ended; its first process is in $left then.
begun() {
    [ -n "$left" ]
}

# Ends the last command with all of its session: politely, and after 5 s not. False when it is not
# gone after 2 s more, for what is not ours or hangs in the kernel.
end_left() {
    tries=0
    while alive "$left" "$left_start"; do
        # shellcheck disable=SC2086
        case $tries in
        0) ended=$left && kill -TERM "-$left" $members ;;
        5? | 6?) kill -KILL "-$left" $members ;;
        70) return 1 ;;
        esac 2>/dev/null
        sleep 0.1
        tries=$((tries + 1))
    done
}

# Ends what is left of the last command and writes down that it was killed, so that nothing of it
# runs beside the next. Only for who holds the lock: of two, both would write.
clear_left() {
    begun || return 0
    if alive "$left" "$left_start"; then
        end_left || return 1
    elif [ "$left" != "$ended" ]; then
        return 0
    fi
    echo "end $left_fence $left_step ${1:-137} $(date +%s)" >>"$journal"
}

refuse_lower() {
    read -r stored 2>/dev/null <"$folder/fence" || stored=0
    number "$stored" || stored=0
    [ "$latest" -le "$stored" ] || stored=$latest
    [ "$verb" = look ] && stored=$((stored - 1))
    if [ "$fence" -le "$stored" ]; then
        echo "refused $stored"
        exit 0
    fi
}

store_fence() {
    echo "$fence" >"$folder/fence.new" && sync "$folder/fence.new" && mv "$folder/fence.new" "$folder/fence"
}

# The session leader of one command. Until it has journaled its begin it shares the lock, so that
# nobody can decide on another command in between.
if [ "$verb" = command ]; then
    step=$3 limit=$4 command=$5
    if ! same_boot; then
        [ ! -s "$journal" ] || echo >>"$journal" || exit 74 # its last line may have been cut off
        echo "$boot" >.fairlead/boot || exit 74
    fi
    begin=$(date +%s)
    started $$
    true 2>/dev/null >.fairlead/ended
    echo "begin $fence $step $$ $ticks $begin" >>"$journal" && sync "$journal" && echo "$fence" >.fairlead/fence || exit 74
    uptime
    since=$uptime
    exec 9>&-
    if [ -z "${6:-}" ]; then
        timeout --foreground -k 5 "$limit" sh -c "$command"
    else
        # shellcheck disable=SC2016
        timeout --foreground -k 5 "$limit" sh -c '
            given=
            while IFS= read -r line <&8; do
                given="$given$line
"
            done
            exec 8<&-
            eval "$given"
            [ "${fairlead_whole:-}" = yes ] || exit 75
            exec sh -c "$1"' sh "$command"
    fi
    code=$?
    uptime
    end=$((begin + uptime - since))
    out=no
    case $code in 124 | 137) [ $((end - begin)) -ge "$limit" ] && out=yes ;; esac
    if [ $out = yes ]; then
        code=124
        trap '' TERM
        alive $$ "$ticks"
        # shellcheck disable=SC2086
        kill -TERM 0 $members 2>/dev/null
        sleep 0.5
    fi
    # Not synced: with its power the machine loses the command, too. The next begin is synced, and this
    # with it.
    echo "end $fence $step $code $end" >>"$journal"
    echo "$fence $code" 2>/dev/null >.fairlead/ended
    [ $out = yes ] || exit 0
    alive $$ "$ticks"
    for one in $members; do
        [ "$one" = $$ ] || kill -KILL "$one"
    done
    kill -KILL 0
fi

exec 9>>"$folder/lock"
ended=
case $verb in
bar)
    if flock -n 9; then
        last_lines
        # One whose first process lives keeps its time: half a command is worse than a whole one.
        begun && [ "$left_fence" -le "$fence" ] && ! led "$left" "$left_start" && clear_left
        refuse_lower
        store_fence
    else
        echo busy
    fi
    ;;
run | look)
    step=$3 limit=$4 patience=$5 log=$6 command=$7 secrets=${8:-}
    [ -z "$secrets" ] || exec 8<&0
    if ! flock -w "$patience" 9; then
        last_lines
        refuse_lower
        begun && end_left
        flock -w 10 9 || { echo busy; exit 0; }
    fi
    last_lines
    refuse_lower
    clear_left || { echo "busy$members"; exit 0; }
    # Now and then is often enough to keep it short.
    case $fence in
    *7)
        if [ "$(wc -l <"$journal" 2>/dev/null || echo 0)" -gt 2000 ]; then
            tail -n 1000 "$journal" >"$journal.new" && mv "$journal.new" "$journal"
        fi
        ;;
    esac
    setsid sh "$folder/${0##*/}" command "$fence" "$step" "$limit" "$command" "$secrets" \
        </dev/null >"$log" 2>&1 &
    ended=$!
    wait $!
    code=$?
    [ $code -le 128 ] || { last_lines && clear_left $code; }
    ;;
esac
