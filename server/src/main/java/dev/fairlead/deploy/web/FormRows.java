package dev.fairlead.deploy.web;

import dev.fairlead.web.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            var filled = new ArrayList<Integer>();
            for (int row = 0; row < rows.most + SPARE; row++) {
                if (rows.isOne(typed, list, row)) {
                    filled.add(row);
                }
            }
            values.keySet().removeIf(name -> name.startsWith(list + "["));
            for (int row = 0; row < filled.size(); row++) {
                for (var name : rows.names(typed, place(list, filled.get(row)))) {
                    var value = typed.get(place(list, filled.get(row)) + name);
                    if (value != null) {
                        values.put(place(list, row) + name, value);
                    }
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

    /** What was typed in the fields of a row, by their names. */
    static Map<String, String> fields(Form form, String list, int row) {
        var fields = new LinkedHashMap<String, String>();
        rows(list)
                .names(form.values(), place(list, row))
                .forEach(name -> fields.put(name, form.value(place(list, row) + name)));
        return fields;
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
    private List<String> names(Map<String, String> values, String place) {
        var kind = values.getOrDefault(place + names.getFirst(), "");
        return Stream.concat(names.stream(), further.getOrDefault(kind, List.of()).stream())
                .toList();
    }

    private static String place(String list, int row) {
        return list + "[" + row + "].";
    }
}
