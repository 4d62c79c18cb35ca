package dev.fairlead;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** One method of one registered path pattern. */
record Route(String method, String pattern) {
    private static final Set<String> ANY = Set.of("GET", "POST", "PUT", "DELETE", "PATCH");

    static List<Route> all(ApplicationContext context) {
        return context.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(info -> of(info).stream())
                .distinct()
                .sorted(Comparator.comparing(Route::pattern).thenComparing(Route::method))
                .toList();
    }

    private static List<Route> of(RequestMappingInfo info) {
        var methods =
                info.getMethodsCondition().getMethods().stream()
                        .map(Enum::name)
                        .collect(Collectors.toSet());
        var routes = new ArrayList<Route>();
        for (var pattern : info.getPatternValues()) {
            for (var method : methods.isEmpty() ? ANY : methods) {
                routes.add(new Route(method, pattern));
            }
        }
        return routes;
    }

    boolean reads() {
        return method.equals("GET");
    }

    boolean isForPrograms() {
        return pattern.startsWith("/api/")
                || pattern.startsWith("/rest/")
                || pattern.startsWith("/scm/")
                || pattern.startsWith("/maven/");
    }

    /**
     * A path of this route. A variable's value is found by the segment before it, such as {@code
     * projects}.
     */
    String path(Map<String, String> values) {
        var path = new ArrayList<String>();
        var before = "";
        for (var segment : pattern.split("/")) {
            path.add(segment.replaceAll("\\{[^}]*}|\\*+", values.getOrDefault(before, "nothing")));
            before = segment;
        }
        return path.size() == 1 ? "/" : String.join("/", path);
    }

    @Override
    public String toString() {
        return method + " " + pattern;
    }
}
