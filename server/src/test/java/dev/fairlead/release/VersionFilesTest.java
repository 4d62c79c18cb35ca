package dev.fairlead.release;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionFilesTest {
    @Test
    void changesOnlyTheProjectsOwnVersion() {
        var before =
                """
                <?xml version="1.0"?>
                <project>
                  <!-- <version>9</version> -->
                  <parent><groupId>x</groupId><artifactId>p</artifactId><version>1.0-SNAPSHOT</version></parent>
                  <artifactId>orders</artifactId>
                  <version> <!-- ours --> 1.0-SNAPSHOT </version>
                  <properties><other.version>1.0-SNAPSHOT</other.version></properties>
                  <dependencies><dependency><groupId>x</groupId><artifactId>y</artifactId><version>1.0-SNAPSHOT</version></dependency></dependencies>
                </project>
                """;
        assertThat(set(Map.of("pom.xml", before)))
                .containsExactly(
                        Map.entry(
                                "pom.xml",
                                before.replace(
                                        "<!-- ours --> 1.0-SNAPSHOT", "<!-- ours --> 1.1.0")));
    }

    @Test
    void keepsLineEndsAndBytesOfAnyEncoding() {
        var before =
                "<project>\r\n\t<name>Größe</name>\r\n\t<version>0-SNAPSHOT</version>\r\n</project>";
        for (var charset : new java.nio.charset.Charset[] {UTF_8, ISO_8859_1}) {
            var changed =
                    VersionFiles.set(
                            path ->
                                    path.equals("pom.xml")
                                            ? Optional.of(before.getBytes(charset))
                                            : Optional.empty(),
                            "1.1.0");
            assertThat(new String(changed.get("pom.xml"), charset))
                    .isEqualTo(before.replace("0-SNAPSHOT", "1.1.0"));
        }
    }

    @Test
    void changesTheModulesOfAProjectAndHowTheyNameEachOther() {
        var files =
                Map.of(
                        "pom.xml",
                        "<project><groupId>g</groupId><artifactId>root</artifactId><version>1-SNAPSHOT</version>"
                                + "<modules><module>core</module><module>app/pom.xml</module></modules></project>",
                        "core/pom.xml",
                        "<project><parent><groupId>g</groupId><artifactId>root</artifactId><version>1-SNAPSHOT</version></parent>"
                                + "<artifactId>core</artifactId></project>",
                        "app/pom.xml",
                        "<project><parent><groupId>g</groupId><artifactId>root</artifactId><version>1-SNAPSHOT</version></parent>"
                                + "<artifactId>app</artifactId><dependencies>"
                                + "<dependency><groupId>g</groupId><artifactId>core</artifactId><version>1-SNAPSHOT</version></dependency>"
                                + "<dependency><groupId>other</groupId><artifactId>core</artifactId><version>1-SNAPSHOT</version></dependency>"
                                + "</dependencies></project>",
                        "unrelated/pom.xml",
                        "<project><version>1-SNAPSHOT</version></project>");
        var changed = set(files);
        assertThat(changed.keySet())
                .containsExactlyInAnyOrder("pom.xml", "core/pom.xml", "app/pom.xml");
        assertThat(changed.get("core/pom.xml"))
                .contains("<version>2.0.0</version></parent>".replace("2.0.0", "1.1.0"));
        assertThat(changed.get("app/pom.xml"))
                .contains("<groupId>g</groupId><artifactId>core</artifactId><version>1.1.0<")
                .contains(
                        "<groupId>other</groupId><artifactId>core</artifactId><version>1-SNAPSHOT<");
    }

    @Test
    void setsThePropertyThatAVersionIsMadeOf() {
        var changed =
                set(
                        Map.of(
                                "pom.xml",
                                "<project><version>${revision}</version>"
                                        + "<properties><revision>1-SNAPSHOT</revision></properties></project>"));
        assertThat(changed.get("pom.xml"))
                .isEqualTo(
                        "<project><version>1.1.0</version>"
                                + "<properties><revision>1.1.0</revision></properties></project>");
    }

    @ParameterizedTest
    @CsvSource({
        "gradle.properties, 'a=b\nversion = 1.0-SNAPSHOT\nversionCode=1\n', 'a=b\nversion = 1.1.0\nversionCode=1\n'",
        "gradle.properties, 'kotlin.version=2.0\r\nversion=1.0\r\n', 'kotlin.version=2.0\r\nversion=1.1.0\r\n'",
        "package.json, '{\"x\": {\"version\": \"3\"}, \"version\" : \"0.0.0\", \"y\": 1}', '{\"x\": {\"version\": \"3\"}, \"version\" : \"1.1.0\", \"y\": 1}'",
        "package.json, '{\"version\": {\"version\": \"3\"}}', ",
        "package.json, '{\"name\": \"x\"}', ",
        "build.gradle, 'version = 1', ",
        "pom.xml, '<project><parent><version>3</version></parent></project>', ",
    })
    void changesTheFilesOfOtherBuildTools(String file, String before, String after) {
        var changed = set(Map.of(file, before));
        assertThat(changed).isEqualTo(after == null ? Map.of() : Map.of(file, after));
    }

    @ParameterizedTest
    @CsvSource({
        "pom.xml, '<project>\n<version>1</versio></project>', 'pom.xml: line 2: </versio> closes nothing'",
        "pom.xml, '<!DOCTYPE x><project/>', 'pom.xml: line 1: document types are not read'",
        "pom.xml, '<project>', 'pom.xml: line 1: the text ends before its elements do'",
        "pom.xml, '<project><modules><module>../../x</module></modules></project>', 'pom.xml: module \"../../x\" stands outside'",
    })
    void namesTheFileThatCannotBeRead(String file, String text, String message) {
        assertThatThrownBy(() -> set(Map.of(file, text))).hasMessage(message);
    }

    private static Map<String, String> set(Map<String, String> files) {
        var changed =
                VersionFiles.set(
                        path -> Optional.ofNullable(files.get(path)).map(t -> t.getBytes(UTF_8)),
                        "1.1.0");
        var texts = new HashMap<String, String>();
        changed.forEach((path, bytes) -> texts.put(path, new String(bytes, UTF_8)));
        return texts;
    }
}
