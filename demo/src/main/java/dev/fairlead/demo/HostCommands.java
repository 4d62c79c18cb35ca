package dev.fairlead.demo;

import java.util.Map;

/**
 * The steps that put a release on a host, as an administrator would write them into an environment:
 * plain shell around one jar and one process.
 */
final class HostCommands {
    private HostCommands() {}

    private static final String INSTALL =
            """
            cp "$FAIRLEAD_ARTIFACT" "$FAIRLEAD_FOLDER/orders.jar.new"
            mv "$FAIRLEAD_FOLDER/orders.jar.new" "$FAIRLEAD_FOLDER/orders.jar"
            """;

    // A killed process may stay a zombie for a while: it counts as gone.
    private static final String STOP =
            """
            cd "$FAIRLEAD_FOLDER"
            [ -f orders.pid ] || { echo "nothing runs here"; exit 0; }
            pid=$(cat orders.pid)
            running() { grep -qs orders.jar "/proc/$pid/cmdline"; }
            running && kill "$pid"
            i=0
            while running; do
              i=$((i+1)); [ $i -lt 200 ] || kill -9 "$pid"
              sleep 0.02
            done
            rm -f orders.pid
            """;

    private static final String START =
            """
            cd "$FAIRLEAD_FOLDER"
            setsid '@java@' -Xmx48m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto \\
              -jar "$FAIRLEAD_FOLDER/orders.jar" 127.0.0.1 "$FAIRLEAD_PORT" >>orders.log 2>&1 </dev/null &
            echo $! >orders.pid
            """;

    private static final String VERIFY =
            """
            i=0
            while :; do
              said=$(curl -fs -m 2 "http://127.0.0.1:$FAIRLEAD_PORT/version" || :)
              [ "$said" = "$FAIRLEAD_VERSION" ] && break
              i=$((i+1))
              [ $i -lt 500 ] || { echo "expected $FAIRLEAD_VERSION, /version says '$said'"; exit 1; }
              sleep 0.02
            done
            curl -fs -m 2 "http://127.0.0.1:$FAIRLEAD_PORT/health"
            """;

    /** The steps by name, for the {@code steps} of an environment. */
    static Map<String, String> steps(String java) {
        return Map.of(
                "install", INSTALL,
                "stop", STOP,
                "start", START.replace("@java@", java),
                "verify", VERIFY);
    }
}
