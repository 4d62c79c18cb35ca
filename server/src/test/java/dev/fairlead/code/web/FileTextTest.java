package dev.fairlead.code.web;

import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTextTest {
    @Test
    void countsLinesAsGitDoesAndSaysHowTheyEnd() {
        assertThat(text("a\nb\n")).isEqualTo(new FileText(List.of("a", "b"), List.of()));
        assertThat(text("a\r\nb\r\n").notes()).containsExactly("CRLF line ends");
        assertThat(text("a\r\nb\nc\nd\n").notes()).containsExactly("mixed line ends");
        assertThat(text("a\n\nb"))
                .isEqualTo(new FileText(List.of("a", "", "b"), List.of("no newline at the end")));
        assertThat(text("a\rb\n").lines()).containsExactly("a\rb");
        assertThat(text("").lines()).isEmpty();
    }

    @Test
    void saysWhenBytesAreNotUtf8() {
        var read = FileText.of("caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(read.lines()).containsExactly("caf\u00e9");
        assertThat(read.notes()).containsExactly("not UTF-8, shown as Latin-1");
    }

    @Test
    void coloursByLanguageAndEscapesAll() {
        assertThat(html("A.java", "/* a\n b */ int x = \"<script>\";\n"))
                .isEqualTo(
                        "<span class=\"hl-comment\">/* a</span>\n"
                                + "<span class=\"hl-comment\"> b */</span> "
                                + "<span class=\"hl-name\">int</span> x = "
                                + "<span class=\"hl-string\">&#34;&lt;script&gt;&#34;</span>;");
        assertThat(html("unknown.zzz", "int <b>\n")).isEqualTo("int &lt;b&gt;");
        assertThat(html("x.py", "a\u202eb\n")).contains("U+202E");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.java",
                "a.kt",
                "a.ts",
                "a.js",
                "a.py",
                "a.html",
                "a.xml",
                "a.css",
                "a.md",
                "a.sql",
                "a.sh",
                "a.yml",
                "a.json",
                "a.go",
                "a.rs",
                "a.c",
                "a.php",
                "a.rb",
                "Dockerfile",
                "Makefile",
                "a.properties",
                "a.ini",
                "a.groovy",
                "a.scala",
                "a.lua",
                "a.bat"
            })
    void losesNoCharacterInAnyLanguage(String name) {
        var nasty = "<?php \"\"\"'''`${ {{ <!-- /* \\ \t# @x 0x1fu <script>let a = /[/]/;\n";
        assertThat(html(name, nasty.repeat(50)).replaceAll("<[^>]*>", ""))
                .isEqualTo(
                        (nasty.repeat(50).strip())
                                .replace("&", "&amp;")
                                .replace("<", "&lt;")
                                .replace(">", "&gt;")
                                .replace("\"", "&#34;")
                                .replace("'", "&#39;"));
    }

    @Test
    void knowsAPointerOfLfs() {
        var pointer =
                "version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 12345\n"
                        .formatted("a".repeat(64));
        assertThat(LfsPointer.of(pointer.getBytes(StandardCharsets.UTF_8)))
                .contains(new LfsPointer("a".repeat(64), "12345"));
        assertThat(LfsPointer.of("version 1\n".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void saysSizesAsPeopleDo() {
        assertThat(Sizes.of(812)).isEqualTo("812 B");
        assertThat(Sizes.of(14_000)).isEqualTo("14 KB");
        assertThat(Sizes.of(3_400_000)).isEqualTo("3.2 MB");
    }

    private static FileText text(String text) {
        return FileText.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String html(String name, String text) {
        return text(text).coloured(name).stream()
                .map(line -> {
                    var output = new StringOutput();
                    line.writeTo(output);
                    return output.toString();
                })
                .collect(Collectors.joining("\n"));
    }
}
