package dev.fairlead.code.web;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which language a file is in, by its name. */
final class Languages {
    private static final Map<String, String> BY_NAME =
            Map.of(
                    "dockerfile", "dockerfile",
                    "containerfile", "dockerfile",
                    "makefile", "makefile",
                    "jenkinsfile", "groovy",
                    "gemfile", "ruby",
                    "rakefile", "ruby",
                    ".htaccess", "htaccess",
                    ".gitconfig", "ini",
                    ".editorconfig", "ini",
                    "mvnw", "unix");

    private static final Map<String, String> BY_ENDING =
            Map.ofEntries(
                    Map.entry("java", "java"),
                    Map.entry("kt kts", "kotlin"),
                    Map.entry("groovy gradle", "groovy"),
                    Map.entry("scala sc sbt", "scala"),
                    Map.entry("clj cljs edn", "clojure"),
                    Map.entry("js mjs cjs jsx", "javascript"),
                    Map.entry("ts tsx mts", "typescript"),
                    Map.entry("json json5 webmanifest", "json"),
                    Map.entry("html htm xhtml vue jte", "html"),
                    Map.entry("xml xsd xsl xslt pom svg wsdl fxml csproj props", "xml"),
                    Map.entry("dtd", "dtd"),
                    Map.entry("jsp jspf tag", "jsp"),
                    Map.entry("css", "css"),
                    Map.entry("less scss", "less"),
                    Map.entry("md markdown", "markdown"),
                    Map.entry("yml yaml", "yaml"),
                    Map.entry("properties", "properties"),
                    Map.entry("ini toml cfg conf service pp", "ini"),
                    Map.entry("sh bash zsh ksh", "unix"),
                    Map.entry("bat cmd", "bat"),
                    Map.entry("py pyi", "python"),
                    Map.entry("rb erb rake", "ruby"),
                    Map.entry("pl pm", "perl"),
                    Map.entry("php", "php"),
                    Map.entry("lua", "lua"),
                    Map.entry("go", "golang"),
                    Map.entry("rs", "rust"),
                    Map.entry("c h", "c"),
                    Map.entry("cc cpp cxx hh hpp hxx", "cpp"),
                    Map.entry("cs", "cs"),
                    Map.entry("d", "d"),
                    Map.entry("dart", "dart"),
                    Map.entry("proto", "proto"),
                    Map.entry("sql", "sql"),
                    Map.entry("tex", "latex"),
                    Map.entry("tcl", "tcl"),
                    Map.entry("pas", "delphi"),
                    Map.entry("f f90", "fortran"),
                    Map.entry("hbs", "handlebars"),
                    Map.entry("vb vbs", "vb"),
                    Map.entry("vhd vhdl", "vhdl"),
                    Map.entry("asm s", "asm"),
                    Map.entry("lisp el scm", "lisp"),
                    Map.entry("csv", "csv"));

    private Languages() {}

    /** The name that the lexers know it by, such as {@code text/java}. */
    static Optional<String> of(String fileName) {
        var name = fileName.toLowerCase(Locale.ROOT);
        var known = BY_NAME.get(name);
        if (known != null) {
            return Optional.of("text/" + known);
        }
        var ending = name.substring(name.lastIndexOf('.') + 1);
        return BY_ENDING.entrySet().stream()
                .filter(entry -> (" " + entry.getKey() + " ").contains(" " + ending + " "))
                .findFirst()
                .map(entry -> "text/" + entry.getValue());
    }
}
