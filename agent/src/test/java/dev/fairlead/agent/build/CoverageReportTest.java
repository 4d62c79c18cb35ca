package dev.fairlead.agent.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.protocol.Outcome.Built.Coverage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoverageReportTest {
    @Test
    void readsTheTotalsOfJaCoCo() throws Exception {
        var text =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd">
                <report name="orders">
                  <package name="orders">
                    <counter type="LINE" missed="1" covered="1"/>
                  </package>
                  <counter type="INSTRUCTION" missed="9" covered="9"/>
                  <counter type="BRANCH" missed="2" covered="6"/>
                  <counter type="LINE" missed="20" covered="80"/>
                </report>
                """;
        assertThat(read(text)).isEqualTo(Coverage.of(80, 100, 6, 8));
    }

    @Test
    void readsTheTotalsOfCobertura() throws Exception {
        var text =
                """
                <?xml version="1.0" ?>
                <!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
                <coverage version="7.4" lines-valid="50" lines-covered="45" line-rate="0.9"
                    branches-valid="0" branches-covered="0" branch-rate="0">
                  <packages><package><classes/></package></packages>
                </coverage>
                """;
        assertThat(read(text)).isEqualTo(Coverage.of(45, 50, 0, 0));
    }

    @Test
    void addsTheTotalsOfLcov() throws Exception {
        var text =
                """
                TN:
                SF:src/%s.js
                DA:1,1
                LF:10
                LH:7
                BRF:4
                BRH:1
                end_of_record
                SF:src/b.js
                LF:10
                LH:10
                end_of_record
                """
                        .formatted("long".repeat(1_000));
        assertThat(read(text)).isEqualTo(Coverage.of(17, 20, 1, 4));
    }

    @Test
    void believesNoMoreThanCanBe() throws Exception {
        assertThat(read("<coverage lines-valid='5' lines-covered='900' branches-valid='-3'/>"))
                .isEqualTo(Coverage.of(5, 5, 0, 0));
        assertThat(read("LF:99999999999999999999\nLF:3\nLH:x\n"))
                .isEqualTo(Coverage.of(0, 3, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE r [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><coverage lines-valid='1'/>",
                "<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><report>&a;</report>",
                "<report>&a;</report>",
                "<report><counter",
                "<html><body/></html>",
                "",
                "all is covered",
            })
    void refusesWhatIsHostileOrNoReport(String text) {
        assertThatExceptionOfType(XMLStreamException.class).isThrownBy(() -> read(text));
    }

    private static Coverage read(String text) throws Exception {
        return CoverageReport.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
