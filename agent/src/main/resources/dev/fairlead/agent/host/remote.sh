# The other end of an agent's SSH connection: a shell that answers requests. An agent sends this
# script when it connects; nothing of it stays on the host. A request is a verb and values, a line
# each, or as many lines as the line before says. They are read as data and never become part of
# what runs. An answer is lines of a word and what it says; its last is "over".
#
#   put      <folder> <hash> <size>, bytes: lays the wrapper, fenced.sh, into the folder
#   run      one command under the wrapper: what the wrapper said, how it ended, its output. Or one
#            that only looks, which may be run again under its fence
#   look     <folder> <fence> <offset> <secret>: how a command stands, and its output from there on
#   bar      <folder> <hash> <fence>: refuses that fence and all below it
#   receive  an artifact, unless it is there: "there", or "send", and then the bytes are read
#   ask      what is true: the installed file, unless it lies as it did, who holds it, the journal
#   facts    what a deployment will need
#   keep     <path> <size>, bytes: a file of a balancer's, whole at every moment
#   pipe     <path> <size>, bytes: whole lines into a FIFO, if somebody reads it
#   socket   <path>: whether there is one, and whether somebody listens at it
#
# "failed" is followed by a sentence, "wrapper" says that put has to come first. Requests are read
# from descriptor 3, so that nothing that is started here can take what is not for it. Names that
# begin with fl_ are this script's own, because variables of a request are exported beside them.
set -u
umask 022
exec 3<&0 </dev/null
newline='
'
hertz=$(getconf CLK_TCK 2>/dev/null || echo 100)

# Sets $booted to when the machine was started, in epoch seconds, as the kernel tells now.
boot_time() {
    booted=$(grep '^btime ' /proc/stat)
    booted=${booted#* }
}
boot_time

line() {
    IFS= read -r fl_line <&3 || exit 70
}

# A value of several lines.
text() {
    IFS= read -r fl_left <&3 || exit 70
    fl_text=
    while [ "$fl_left" -gt 0 ]; do
        IFS= read -r fl_line <&3 || exit 70
        fl_left=$((fl_left - 1))
        fl_text=$fl_text$fl_line
        [ "$fl_left" -eq 0 ] || fl_text=$fl_text$newline
    done
}

failed() {
    echo "failed $*" | tr '\n' ' '
    echo
}

# Goes to the folder, which is made where it is missing.
enter() {
    if ! [ -d "$folder/.fairlead/log" ] || ! [ -d "$folder/.fairlead/artifacts" ]; then
        said=$({ mkdir -p -- "$folder" && { [ -d "$folder/.fairlead" ] || mkdir -m 700 "$folder/.fairlead"; } &&
            mkdir -p -- "$folder/.fairlead/log" "$folder/.fairlead/artifacts"; } 2>&1) || {
            failed "$said."
            return 1
        }
    fi
    cd -- "$folder" || {
        failed "The folder $folder cannot be entered."
        return 1
    }
}

wrapper() {
    wrapper=.fairlead/fenced-$hash.sh
    [ -f "$wrapper" ] || {
        echo wrapper
        return 1
    }
}

digest() {
    if command -v openssl >/dev/null; then openssl dgst -sha256 -r <"$1"; else sha256sum <"$1"; fi
}

put() {
    line && folder=$fl_line && line && hash=$fl_line && line && size=$fl_line
    content=$(head -c "$size" <&3)
    enter || return
    said=$(printf '%s\n' "$content" 2>&1 >".fairlead/fenced.$$" && sync ".fairlead/fenced.$$" 2>&1 &&
        mv ".fairlead/fenced.$$" ".fairlead/fenced-$hash.sh" 2>&1) || failed "The wrapper could not be put into $folder: $said."
}

# How the command of $fence stands: none, running, left (its first process is dead, and nobody ended
# yet what it had started), gone (and nobody wrote down how), or its end. Mostly the journal's last
# line tells.
state() {
    # shellcheck disable=SC2046
    set -- $(tail -n 1 .fairlead/journal 2>/dev/null)
    last=$*
    if [ "${1:-}:${2:-}:$#" = "end:$fence:5" ]; then
        state="end $4"
        echo "state $state"
        return
    fi
    # shellcheck disable=SC2046
    set -- $(grep -a -e "^begin $fence " -e "^end $fence " .fairlead/journal 2>/dev/null | tail -n 2)
    [ "${1:-}" != end ] || shift 5 # of a look before this one
    if [ $# -eq 0 ]; then
        state=none
    elif [ $# -ge 11 ]; then
        state="end ${10}"
    elif led "${4:-0}" "${5:-}"; then
        state=running
    elif [ "$*" = "$last" ] && alive "${4:-0}" "${5:-}"; then
        state=left
    else
        state=gone
    fi
    echo "state $state"
}

# The output of the command of $fence from an offset on, and no more of it once it may be forgotten.
output() {
    log=.fairlead/log/$fence.log
    count=0
    [ ! -s "$log" ] || count=$(($(wc -c <"$log") - $1))
    [ "$count" -le 4259840 ] || count=4259840
    [ "$count" -ge 0 ] || count=0
    echo "output $count"
    if [ "$count" -gt 0 ]; then
        if [ "$1" -eq 0 ]; then head -c "$count" "$log"; else tail -c +$(($1 + 1)) "$log" | head -c "$count"; fi || exit 70
    fi
    case $secret:$state in yes:end* | yes:gone) rm -f "$log" ;; esac
}

run() {
    line && folder=$fl_line && line && hash=$fl_line && line && wanted=$fl_line && line && fence=$fl_line
    line && step=$fl_line && line && limit=$fl_line && line && patience=$fl_line && line && secret=$fl_line
    text
    command=$fl_text given=
    [ "$secret" = no ] || { text && given=$fl_text; }
    line
    fl_count=$fl_line
    if ! enter || ! wrapper; then
        while [ "$fl_count" -gt 0 ]; do line && text && fl_count=$((fl_count - 1)); done
        return
    fi
    case $fence in
    *7) find .fairlead/log -type f -name '*.log' -mtime +1 -exec ls -t {} + | tail -n +20 |
        while IFS= read -r old; do rm -f "$old"; done ;;
    esac
    word=
    [ "$secret" = no ] || word=secrets
    set -- "$wrapper" "$wanted" "$fence" "$step" "$limit" "$patience" ".fairlead/log/$fence.log" "$command" "$word"
    if [ "$secret" = no ]; then answer=$(wrapped "$@"); else answer=$(printf '%s\n' "$given" | wrapped "$@"); fi
    echo "answer $answer"
    over || state
    output 0
}

# Whether the command that was just run wrote down its end. A look may have done so before this one.
over() {
    [ "$wanted" = run ] || return 1
    read -r ended code 2>/dev/null <.fairlead/ended || return 1
    [ "$ended" = "$fence" ] || return 1
    state="end $code"
    echo "state $state"
}

# Becomes the wrapper, with the rest of the request as its environment.
wrapped() {
    while [ "$fl_count" -gt 0 ]; do
        line
        fl_name=$fl_line
        text
        export "$fl_name=$fl_text"
        fl_count=$((fl_count - 1))
    done
    exec sh "$@" 2>/dev/null 3<&-
}

look() {
    line && folder=$fl_line && line && fence=$fl_line && line && offset=$fl_line && line && secret=$fl_line
    cd -- "$folder" 2>/dev/null || {
        failed "There is no folder $folder."
        return
    }
    state
    output "$offset"
}

bar() {
    line && folder=$fl_line && line && hash=$fl_line && line && fence=$fl_line
    enter && wrapper && echo "answer $(sh "$wrapper" bar "$fence" 2>/dev/null 3<&-)"
}

# Whether something was done in this start of the machine, and within the last hour.
lately() {
    case ${1:-} in '' | *[!0-9]* | 0[0-9]*) return 1 ;; esac # from a file: no arithmetic reads it as it is
    uptime
    [ $((uptime - $1)) -lt 3600 ]
}

# Whether the artifact was verified when it lay there as it lies there now, since the machine was
# started: what it held back from its disk may be lost when it loses its power. Who only brings it has
# it read again after an hour.
seen() {
    kept='' since=''
    { read -r kept && read -r since; } 2>/dev/null <"$shelf/.seen"
    [ -n "$kept" ] && [ -f "$place" ] && [ "$(stands)" = "$kept" ] && { [ "$installs" = yes ] || lately "$since"; }
}

stands() {
    read -r boot </proc/sys/kernel/random/boot_id
    stat -c "%i %s %z $boot" "$place"
}

was_seen() {
    uptime
    printf '%s\n' "$(stands)" "$uptime" 2>/dev/null >"$shelf/.seen"
}

holds() {
    [ -f "$1" ] && [ "$(wc -c <"$1")" -eq "$size" ] && case $(digest "$1") in "$sha256"*) ;; *) return 1 ;; esac
}

receive() {
    line && folder=$fl_line && line && sha256=$fl_line && line && size=$fl_line && line && name=$fl_line
    line && installs=$fl_line
    enter || return
    shelf=.fairlead/artifacts/$sha256 place=.fairlead/artifacts/$sha256/$name
    if seen || { holds "$place" && { was_seen || true; }; }; then
        on_shelf
        echo there
        return
    fi
    fresh=$shelf/fetched.$$.new
    mkdir -p "$shelf" && true >"$fresh" || {
        failed "$folder cannot be written to."
        return
    }
    echo send
    # In a third of the time that head takes, which reads 8 KB at a time.
    said=$(dd bs=65536 count="$size" iflag=count_bytes,fullblock status=none <&3 2>&1 >"$fresh") || {
        rm -f "$fresh"
        failed "$name could not be stored in $folder: ${said##*: }. Nothing was installed."
        exit 70 # what was not read of it would be taken for requests
    }
    if ! holds "$fresh"; then
        rm -f "$fresh"
        failed "$name does not have the digest of the release, sha256 $sha256. Nothing was installed."
        return
    fi
    mv "$fresh" "$place" && was_seen || {
        failed "$name could not be stored in $folder."
        return
    }
    on_shelf
    forget
    echo there
}

on_shelf() {
    if [ "$installs" = yes ]; then true 2>/dev/null >"$shelf/.installed"; fi
    touch "$shelf"
}

# Keeps three that were installed, so that going back needs nothing from afar, and the latest of those
# that were only brought.
forget() {
    installed=3 others=1
    # shellcheck disable=SC2012
    ls -t .fairlead/artifacts | while IFS= read -r one; do
        if [ -e ".fairlead/artifacts/$one/.installed" ]; then
            installed=$((installed - 1)) left=$installed
        else
            others=$((others - 1)) left=$others
        fi
        [ "$left" -ge 0 ] || rm -rf ".fairlead/artifacts/$one"
    done
}

# Tells the digest of a file, or "same" where it lies as whoever asks says that it lay when it was read
# last; and how it lies, where that may be remembered. Whoever changes a file changes its ctime. The
# clock that gives it makes steps, so one that was changed in the step of now is read again.
digested() {
    real=$1 sum=same now=
    read -r boot </proc/sys/kernel/random/boot_id
    true 2>/dev/null >.fairlead/now
    # shellcheck disable=SC2046
    set -- $(stat -c '%.9Z %d %i %s %.9Y' "$real" .fairlead/now 2>/dev/null)
    lies="${1:-} ${2:-} ${3:-} ${4:-} ${5:-} $boot"
    [ $# -ne 10 ] || now=${6%.*}
    if [ "$lies" != "$known" ]; then
        sum=$(digest "$real")
        sum=${sum%% *}
        [ $# -eq 10 ] && [ "$2" = "$7" ] && [ "${1%.*}${1#*.}" -lt "${6%.*}${6#*.}" ] && echo "lies $lies"
    fi
    told "$real" "$sum"
}

# The process that holds a file: has it open or mapped, or else was started with its path and holds
# no bytes that were deleted since. What reads it for another question does not count. Mostly it is
# younger than the last command, and those few are looked at first: it is the youngest that is told.
holder() {
    real=$1 holder=
    younger "${2:-}"
    [ -z "$holder" ] || return 0
    case $real in
    *[][*?\\]*) glob="[/]$(printf '%s\n' "${real#/}" | sed 's/[][*?\\]/\\&/g')" ;;
    *) glob="[/]${real#/}" ;;
    esac
    latest $(find /proc/[0-9]*/fd -maxdepth 1 -lname "$glob" 2>/dev/null)
    [ -z "$holder" ] || return 0
    exact=$(printf '%s\n' "$real" | sed 's/[][\.*^$]/\\&/g')
    latest $(grep -l -s -e " $exact\$" /proc/[0-9]*/maps)
    [ -z "$holder" ] || return 0
    for pid in $(grep -l -s -F -e "${real##*/}" -e "${file##*/}" /proc/[0-9]*/cmdline | cut -d / -f 3 | sort -rn); do
        ! named "$pid" || [ -n "$(find "/proc/$pid/fd" -maxdepth 1 -lname "$glob (deleted)" 2>/dev/null)" ] || {
            holder=$pid
            return 0
        }
    done
}

# Of the processes that were given ids after one, up to this shell, which was forked for the question:
# ids begin anew when they come to an end. The shell sees by itself what they have open.
younger() {
    case $1 in '' | *[!0-9]*) return 0 ;; esac
    read -r newest _ </proc/self/stat
    for place in /proc/[0-9]*; do
        id=${place#/proc/}
        if [ "$newest" -gt "$1" ]; then
            [ "$id" -gt "$1" ] && [ "$id" -le "$newest" ] || continue
        else
            [ "$id" -gt "$1" ] || [ "$id" -le "$newest" ] || continue
        fi
        for open in "$place"/fd/*; do
            ! [ "$open" -ef "$real" ] || {
                latest "$place"
                break
            }
        done
    done
}

# Of processes, by files of theirs in /proc, the one of the highest id that is not a reader.
latest() {
    for found in "$@"; do
        pid=${found#/proc/}
        pid=${pid%%/*}
        [ "$pid" -gt "${holder:-0}" ] && read -r comm 2>/dev/null <"/proc/$pid/comm" || continue
        case $comm in openssl | sha256sum | head | dd | cp) ;; *) holder=$pid ;; esac
    done
}

named() {
    cwd=$(readlink "/proc/$1/cwd") || return 1
    tr '\0' '\n' <"/proc/$1/cmdline" | while IFS= read -r argument; do
        case $argument in
        '') continue ;;
        *"${real##*/}" | *"${file##*/}") ;;
        *) continue ;;
        esac
        case $argument in /*) ;; *) argument=$cwd/$argument ;; esac
        [ "$(readlink -f -- "$argument")" != "$real" ] || exit 3
    done 2>/dev/null
    [ $? -eq 3 ]
}

told() {
    echo "path $1"
    echo "sha256 $2"
    cd / # a name alone in a question of ours is no file there
    holder "$1" "$begun"
    [ -n "$holder" ] || return 0
    started "$holder"
    [ -n "$ticks" ] || return 0
    is_still || boot_time
    echo "holder $ticks $booted $hertz"
}

# Whether $booted holds: a clock that is set moves it.
is_still() {
    [ -n "${now:-}" ] || return 1
    uptime
    off=$((now - uptime - booted))
    [ "$off" -ge -1 ] && [ "$off" -le 1 ]
}

# The latest changed of the folder's files that has the digest.
search() {
    find . -maxdepth 8 -name .fairlead -prune -o -type f -print 2>/dev/null | head -n 2000 |
        tr '\n' '\0' | xargs -0 -r ls -td -- | while IFS= read -r one; do
        case $(digest "$one" 2>/dev/null) in
        "$sha256"*)
            file=$one
            told "$(readlink -f -- "$one")" "$sha256"
            break
            ;;
        esac
    done
}

# Sets $real to where the file lies behind all links.
physical() {
    if [ -h "$file" ]; then
        real=$(readlink -f -- "$file")
        return
    fi
    real=$below/${file##*/}
    case $file in
    */*)
        cd -P -- "${file%/*}" || return
        real=$PWD/${file##*/}
        cd -- "$below" || return
        ;;
    esac
}

ask() {
    line && folder=$fl_line && line && hash=$fl_line && line && fence=$fl_line && line && barred=$fl_line
    line && file=$fl_line && line && sha256=$fl_line && line && known=$fl_line
    if [ "$barred" = yes ]; then
        enter && wrapper || return
        echo "answer $(sh "$wrapper" bar "$fence" 2>/dev/null 3<&-)"
    fi
    cd -P -- "$folder" 2>/dev/null || {
        echo nofolder
        return
    }
    begun=
    if [ -s .fairlead/journal ]; then
        journal=$(tail -n 200 .fairlead/journal)
        set -f
        IFS=$newline
        # shellcheck disable=SC2086
        printf 'journal %s\n' $journal
        unset IFS
        # shellcheck disable=SC2086
        set -- ${journal##*begin }
        begun=${3:-}
        # shellcheck disable=SC2086
        set -- ${journal##*"$newline"}
        set +f
        [ "${1:-}" != begin ] || ! alive "${4:-0}" "${5:-}" || echo underway
    fi
    if [ -n "$file" ]; then
        if ! [ -f "$file" ]; then
            echo nofile
            return
        fi
        below=$PWD
        physical
        case $real in
        *"$newline"*) echo "leads elsewhere" ;;
        "$below"/*)
            digested "$real"
            ;;
        *) echo "leads $real" ;;
        esac
    elif [ -n "$sha256" ]; then
        search
    fi
}

# The processes that listen on a port, as far as they may be seen: their user, id and name.
listeners() {
    hex=$(printf ':%04X' "$1")
    cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | while read -r _ place _ kind _ _ _ uid _ inode _; do
        case $place:$kind in
        *"$hex":0A)
            pid=$(find /proc/[0-9]*/fd -maxdepth 1 -lname "socket:?$inode?" 2>/dev/null | cut -d / -f 3 | sort -n | head -n 1)
            if [ -z "$pid" ]; then
                echo "listens $uid"
            else
                read -r comm <"/proc/$pid/comm"
                echo "listens $uid $pid $(under "$pid") $comm"
            fi
            ;;
        esac
    done
}

# Whether a process runs in the folder or was started with something in it.
under() {
    case $(readlink "/proc/$1/cwd")/ in "$folder"/*) echo yes && return ;; esac
    if tr '\0' '\n' <"/proc/$1/cmdline" 2>/dev/null | grep -q -F -e "$folder/"; then echo yes; else echo no; fi
}

facts() {
    line && folder=$fl_line && line && port=$fl_line && line && java=$fl_line
    echo "user $(id -un)"
    near=$folder
    while [ ! -e "$near" ] && [ -n "${near%/*}" ]; do near=${near%/*}; done
    [ -e "$near" ] || near=/
    if [ ! -d "$near" ]; then kind=file; elif [ ! -w "$near" ]; then kind=closed; else kind=open; fi
    if [ "$near" = "$folder" ]; then echo "folder there $kind"; else echo "folder missing $kind"; fi
    # shellcheck disable=SC2046
    set -- $(df -Pk "$near" 2>/dev/null | tail -n 1)
    [ -z "${4:-}" ] || echo "free $4"
    for tool in sh sha256sum flock setsid timeout sync find readlink stat head dd tail grep tr env; do
        command -v "$tool" >/dev/null || echo "missing $tool"
    done
    [ "$java" = no ] || echo "java $(java -version 2>&1 | head -n 1)"
    listeners "$port"
}

keep() {
    line && path=$fl_line && line && size=$fl_line
    content=$(head -c "$size" <&3 && echo .)
    said=$({ printf %s "${content%.}" >"$path.$$" && chmod 644 "$path.$$" && mv "$path.$$" "$path"; } 2>&1) || {
        rm -f "$path.$$"
        failed "${said##*: }"
    }
}

# At most 4096 bytes, so that dd writes them at once and the kernel keeps them together.
pipe() {
    line && path=$fl_line && line && size=$fl_line
    content=$(head -c "$size" <&3 && echo .)
    if ! [ -p "$path" ]; then
        echo none
    elif said=$(printf %s "${content%.}" | timeout 5 dd of="$path" oflag=nonblock conv=nocreat,notrunc \
        bs=4096 iflag=fullblock status=none 2>&1); then
        echo written
    else
        echo "${said:-it took longer than 5 s}" | tr '\n' ' '
        echo
    fi
}

# HAProxy listens under another name before it gives the socket this one, and that is remembered.
socket() {
    line && path=$fl_line
    if ! [ -S "$path" ]; then
        echo none
    elif ! [ -w "$path" ]; then
        echo closed
    elif grep -F -e " $path" /proc/net/unix 2>/dev/null | grep -q -F ' 00010000 0001 01 '; then
        echo answers
    else
        echo there
    fi
}

echo "fairlead ready"
while IFS= read -r verb <&3; do
    case $verb in
    put | run | look | bar | receive | ask | facts | keep | pipe | socket) ("$verb") ;;
    *) exit 64 ;;
    esac
    [ $? -ne 70 ] || exit 70 # it does not stand at the begin of a request any more
    echo over
done
