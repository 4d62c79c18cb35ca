package dev.fairlead.deploy.web;

import dev.fairlead.web.Form;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Lists of a definition's form, in rows of fields named {@code list[row].field}. A row whose first
 * field is empty is none.
 *
 * @param most that a definition may have
 * @param names of the fields that every row has
 * @param further what a row has besides, by what its first field says
 */
record FormRows(int most, List<String> names, Map<String, List<String>> further) {
    private static final FormRows HOSTS =
            of(
                    100,
                    "name",
                    "agent",
                    "folder",
                    "address",
                    "port",
                    "server",
                    "servers",
                    "connection",
                    "hostKey",
                    "group",
                    "variables");
    private static final FormRows CONNECTIONS =
            of(100, "name", "user", "address", "port", "hostKey", "key", "jump", "sudo");
    private static final FormRows BALANCERS =
            of(10, "name", "socket", "address", "backend", "stateFile", "through");
    private static final FormRows GROUPS = of(20, "name", "balancer", "stopFirst");
    private static final FormRows CHECKS =
            new FormRows(
                    20,
                    List.of("kind", "name", "timeout", "within"),
                    Map.of(
                            "http", List.of("path", "url", "status", "equals", "contains"),
                            "tcp", List.of("address", "port"),
                            "command", List.of("command"),
                            "prometheus", List.of("server", "query", "above", "below", "token")));

    private static final Map<String, FormRows> LISTS =
            Map.of(
                    "hosts", HOSTS,
                    "connections", CONNECTIONS,
                    "balancers", BALANCERS,
                    "groups", GROUPS,
                    "verification.hosts.checks", CHECKS,
                    "verification.end.checks", CHECKS);

    /** Rows that a form has besides those that a definition may have. */
    private static final int SPARE = 2;

    private static FormRows of(int most, String... names) {
        return new FormRows(most, List.of(names), Map.of());
    }

    /**
     * What was typed, without the rows that were emptied: each of the others is where its entry is
     * in the definition, so that what is refused of it is said beside it.
     */
    static Form withoutGaps(Map<String, String> typed) {
        var values = new LinkedHashMap<>(typed);
        LISTS.forEach((list, rows) -> {
            values.keySet().removeIf(name -> name.startsWith(list + "["));
            int filled = 0;
            for (int row = 0; row < rows.most + SPARE; row++) {
                if (rows.isOne(typed, list, row)) {
                    var place = place(list, filled++);
                    rows.fields(typed, place(list, row))
                            .forEach((name, value) -> values.put(place + name, value));
                }
            }
        });
        return Form.of(values);
    }

    /** How many there are, in a form without gaps. */
    static int count(Form form, String list) {
        var rows = rows(list);
        int count = 0;
        while (rows.isOne(form.values(), list, count)) {
            count++;
        }
        return count;
    }

    /** What was typed in each row, by the names of its fields. */
    static List<Map<String, String>> of(Form form, String list) {
        return IntStream.range(0, count(form, list))
                .mapToObj(row -> rows(list).fields(form.values(), place(list, row)))
                .toList();
    }

    private static FormRows rows(String list) {
        var rows = LISTS.get(list);
        if (rows == null) {
            throw new IllegalArgumentException("list: a form has no " + list);
        }
        return rows;
    }

    private boolean isOne(Map<String, String> values, String list, int row) {
        return !values.getOrDefault(place(list, row) + names.getFirst(), "").isBlank();
    }

    /** Of what was typed for a check of another kind nothing is left. */
    private Map<String, String> fields(Map<String, String> values, String place) {
        var kind = values.getOrDefault(place + names.getFirst(), "");
        var fields = new LinkedHashMap<String, String>();
        Stream.concat(names.stream(), further.getOrDefault(kind, List.of()).stream())
                .filter(name -> values.containsKey(place + name))
                .forEach(name -> fields.put(name, values.get(place + name)));
        return fields;
    }

    private static String place(String list, int row) {
        return list + "[" + row + "].";
    }
}
