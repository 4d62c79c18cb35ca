# Finds a Java 25 without starting one: every JDK and JRE tells its version in the file "release".
# POSIX sh; sourced by bin/fairlead and by the launcher in the sources.

java_is_25() {
    [ -x "$1/bin/java" ] && grep -qE '^JAVA_VERSION="25[".]' "$1/release" 2>/dev/null
}

# find_java [program]: prints the home of a Java 25 that has bin/java, and bin/<program> if named.
find_java() {
    on_path=$(command -v java 2>/dev/null) && on_path=$(readlink -f "$on_path")
    for java_home in "${JAVA_HOME:-}" "${on_path%/bin/java}" "${FAIRLEAD_JDK:-}" \
        /usr/lib/jvm/* /opt/java/* /opt/jdk* /opt/temurin* /opt/*25* "$HOME"/.sdkman/candidates/java/25*; do
        if [ -n "$java_home" ] && java_is_25 "$java_home" && [ -x "$java_home/bin/${1:-java}" ]; then
            echo "$java_home"
            return 0
        fi
    done
    return 1
}
