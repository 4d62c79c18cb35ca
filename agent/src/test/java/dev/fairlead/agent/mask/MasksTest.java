package dev.fairlead.agent.mask;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasksTest {
    private static final String SECRET = "p\"ä/ss w+r?d~&<x>";

    @Test
    void goesOnWithWhatHidesTheSame() {
        var masks = Masks.of(List.of("open sesame", "swordfish"));

        assertThat(masks.orOf(List.of("swordfish", "open sesame"))).isSameAs(masks);
        assertThat(masks.orOf(List.of("swordfish")).mask("swordfish, open sesame"))
                .isEqualTo("***, open sesame");
    }

    @Test
    void masksAValueWhereverItStands() {
        var masks = Masks.of(List.of("hunter22"));

        assertThat(masks.mask("hunter22")).isEqualTo("***");
        assertThat(masks.mask("a hunter22, hunter2 and huhunter22hunter22."))
                .isEqualTo("a ***, hunter2 and hu***.");
        assertThat(Masks.of(List.of("abcd", "cdef", "bc12")).mask("abcdef abc12 xbcd"))
                .isEqualTo("*** a*** xbcd");
    }

    @Test
    void changesNothingWithoutSecrets() {
        assertThat(Masks.NONE.mask("hunter22")).isEqualTo("hunter22");
        assertThat(Masks.of(List.of()).mask("hunter22")).isEqualTo("hunter22");
        assertThat(Masks.of(List.of("hunter22")).mask("äöü €")).isEqualTo("äöü €");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void masksBase64WhateverStandsBefore(int before) {
        var masks = Masks.of(List.of("correct horse battery"));
        var text = "x".repeat(before) + "correct horse battery" + "y".repeat(before);

        for (var encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            var masked = masks.mask(encoder.encodeToString(text.getBytes(UTF_8)));

            assertThat(masked).contains("***");
            assertThat(decodable(masked)).doesNotContain("orrect", "horse", "batter");
        }
    }

    @Test
    void masksBase64ThatIsBrokenIntoLines() {
        var secret = "0123456789abcdefghijklmnopqrstuvwxyz".repeat(5);
        var masks = Masks.of(List.of(secret));
        for (var before = 0; before < 80; before++) {
            var text = ("-".repeat(before) + secret).getBytes(UTF_8);
            var masked =
                    masks.mask(
                            Base64.getMimeEncoder(76, "\n".getBytes(UTF_8)).encodeToString(text));

            assertThat(masked.replaceAll("LS0t|LS0w|LT|LQ|\\*|\n|-", "").length())
                    .as(masked)
                    .isLessThan(8);
        }
    }

    @Test
    void masksWhatAddressesAndJsonMakeOfIt() {
        var masks = Masks.of(List.of(SECRET));

        for (var form :
                List.of(
                        URLEncoder.encode(SECRET, UTF_8),
                        "p%22%C3%A4%2Fss%20w%2Br%3Fd~%26%3Cx%3E",
                        "p%22%c3%a4%2fss%20w%2br%3fd~%26%3cx%3e",
                        "p%22%C3%A4/ss%20w+r?d~&%3Cx%3E",
                        "p\\\"ä/ss w+r?d~&<x>",
                        "p\\\"ä\\/ss w+r?d~&<x>",
                        "p\\\"\\u00e4/ss w+r?d~&<x>",
                        "p\\\"\\u00E4\\/ss w\\u002Br?d~\\u0026\\u003Cx\\u003E")) {
            assertThat(masks.mask("{\"a\": \"" + form + "\"}"))
                    .as(form)
                    .isEqualTo("{\"a\": \"***\"}");
        }
    }

    @Test
    void masksEachLineOfALongOne() {
        var key = "-----BEGIN KEY-----\nMIIB4711\r\nab\n  zzzz  \n-----END KEY-----\n";
        var masks = Masks.of(List.of(key));

        assertThat(masks.mask("a MIIB4711 b\nab\nzzzz\n-----END KEY-----"))
                .isEqualTo("a *** b\nab\n***\n***");
        assertThat(masks.mask(key.strip())).doesNotContain("ab");
        assertThat(masks.mask("\"" + key.strip().replace("\r", "\\r").replace("\n", "\\n") + "\""))
                .isEqualTo("\"***\"");
    }

    @Test
    void findsAsMuchHoweverTheBytesAreCut() throws IOException {
        var random = new Random(7);
        var masks = Masks.of(List.of("abcab", "bcabcabd", "cababab"));
        for (var round = 0; round < 300; round++) {
            var text = new StringBuilder();
            for (var i = 0; i < 200; i++) {
                text.append("abcd\n".charAt(random.nextInt(5)));
            }
            assertThat(inPieces(masks, text.toString(), random))
                    .isEqualTo(masks.mask(text.toString()))
                    .doesNotContain("abcab", "bcabcabd", "cababab");
        }
    }

    @Test
    void holdsBackOnlyWhatMayBeASecret() throws IOException {
        var out = new ByteArrayOutputStream();
        var mask = Masks.of(List.of("hunter22")).stream(out::write);

        mask.write("login h\nlogin hun".getBytes(UTF_8), 0, 17);
        assertThat(out.toString(UTF_8)).isEqualTo("login h\nlogin ");
        mask.write("gry".getBytes(UTF_8), 0, 3);
        assertThat(out.toString(UTF_8)).isEqualTo("login h\nlogin hungry");
        mask.write("hunt".getBytes(UTF_8), 0, 4);
        mask.flush();
        assertThat(out.toString(UTF_8)).endsWith("hungryhunt");
    }

    @Test
    void copesWithAPatternThatRepeatsItself() {
        var masks = Masks.of(List.of("a".repeat(16_000)));

        assertThat(masks.mask("a".repeat(2_000_000) + "b")).isEqualTo("***b");
        assertThat(masks.mask(("a".repeat(15_999) + "b").repeat(50))).doesNotContain("*");
    }

    private static String inPieces(Masks masks, String text, Random random) throws IOException {
        var out = new ByteArrayOutputStream();
        var mask = masks.stream(out::write);
        var bytes = text.getBytes(UTF_8);
        for (var at = 0; at < bytes.length; ) {
            var length = Math.min(bytes.length - at, 1 + random.nextInt(9));
            mask.write(bytes, at, length);
            at += length;
        }
        mask.flush();
        return out.toString(UTF_8);
    }

    /** What somebody gets who decodes what is left, at every offset. */
    private static String decodable(String masked) {
        var all = new StringBuilder();
        for (var piece : masked.split("[^A-Za-z0-9+/_-]+")) {
            for (var from = 0; from < Math.min(4, piece.length()); from++) {
                var part = piece.substring(from);
                var whole =
                        part.substring(0, part.length() / 4 * 4)
                                .replace('-', '+')
                                .replace('_', '/');
                all.append(new String(Base64.getDecoder().decode(whole), UTF_8));
            }
        }
        return all.toString();
    }
}
