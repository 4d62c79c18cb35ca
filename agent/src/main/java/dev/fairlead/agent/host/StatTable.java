package dev.fairlead.agent.host;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code show stat} tells of one backend; columns are found by the header's names. */
record StatTable(Optional<Row> backend, Map<String, Row> servers) {
    private static final String BACKEND = "1";
    private static final String SERVER = "2";

    static StatTable parse(String csv, String backend) {
        Optional<Row> whole = Optional.empty();
        var servers = new LinkedHashMap<String, Row>();
        List<String> header = List.of();
        for (var line : csv.lines().toList()) {
            var cells = Arrays.asList(line.split(",", -1));
            if (line.startsWith("# ")) {
                header = Arrays.asList(line.substring(2).split(",", -1));
            } else if (cells.size() > 2 && cells.getFirst().equals(backend)) {
                var row = new Row(header, cells);
                switch (row.text("type")) {
                    case BACKEND -> whole = Optional.of(row);
                    case SERVER -> servers.put(row.text("svname"), row);
                    default -> {} // a frontend of the same name
                }
            }
        }
        return new StatTable(whole, servers);
    }

    /** One line of it. */
    record Row(List<String> header, List<String> cells) {
        String text(String column) {
            var at = header.indexOf(column);
            return at < 0 || at >= cells.size() ? "" : cells.get(at);
        }

        /** 0 for what is not told. */
        long number(String column) {
            var text = text(column);
            return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
        }
    }
}
