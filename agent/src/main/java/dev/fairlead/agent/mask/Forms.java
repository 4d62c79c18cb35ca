package dev.fairlead.agent.mask;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The forms in which programs write a value: as it is, line by line, in Base64, in addresses and in
 * JSON. Each form is a string of Latin-1 whose characters are the bytes to look for; line ends are
 * left out, for a {@link Mask} looks past them.
 */
final class Forms {
    /** What is shorter would be found everywhere. */
    static final int SHORTEST = 4;

    private static final Pattern U_HEX = Pattern.compile("\\\\u([0-9a-f]{4})");

    private static final Pattern PERCENT_HEX = Pattern.compile("%[0-9A-F]{2}");

    private static final String ALPHANUMERIC =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** What encoders of addresses leave as it is besides: RFC 3986, forms, JavaScript, Python. */
    private static final List<String> KEPT =
            List.of("-_.~", "-_.*", "-_.~!*'()", "-_.~/", "-_.~!*'();/?:@&=+$,#");

    /** What writers of JSON write as a number. */
    private enum Escaped {
        NOTHING,
        CONTROLS,
        NOT_ASCII,
        NOT_SAFE_IN_HTML;

        boolean includes(char c) {
            return c < ' '
                    || (c > '~' && this != CONTROLS)
                    || ("<>&='+".indexOf(c) >= 0 && this == NOT_SAFE_IN_HTML);
        }
    }

    private static final List<Escaped> ESCAPED = List.of(Escaped.values());

    private Forms() {}

    static Stream<String> of(String value) {
        var whole = value.strip();
        return Stream.of(
                        Stream.of(whole),
                        whole.lines().map(String::strip).flatMap(Forms::plain),
                        Stream.of(whole).flatMap(Forms::plain),
                        addresses(whole),
                        Stream.of(whole, value, whole + "\n").flatMap(Forms::base64))
                .flatMap(forms -> forms)
                .map(form -> form.replace("\r", "").replace("\n", ""))
                .filter(form -> form.length() >= SHORTEST);
    }

    private static Stream<String> plain(String text) {
        return ESCAPED.stream()
                .flatMap(escaped -> Stream.of(true, false).map(slash -> json(text, escaped, slash)))
                .flatMap(json -> Stream.of(json, upperHex(json)))
                .map(Forms::bytes);
    }

    /** Inside a JSON string; the first of the ways is how a text looks everywhere else. */
    private static String json(String text, Escaped escaped, boolean slash) {
        var json = new StringBuilder();
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            var letter = "\"\\\n\r\t".indexOf(c);
            if (escaped == Escaped.NOTHING) {
                json.append(c);
            } else if (letter >= 0) {
                json.append('\\').append("\"\\nrt".charAt(letter));
            } else if (c == '/' && slash) {
                json.append("\\/");
            } else if (escaped.includes(c)) {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        return json.toString();
    }

    private static Stream<String> addresses(String text) {
        return KEPT.stream()
                .flatMap(kept -> Stream.of("%20", "+").map(space -> address(text, kept, space)))
                .flatMap(form -> Stream.of(form, lowerHex(form)));
    }

    private static String address(String text, String kept, String space) {
        var address = new StringBuilder();
        for (var b : text.getBytes(UTF_8)) {
            var c = (char) (b & 0xFF);
            if (c == ' ') {
                address.append(space);
            } else if (ALPHANUMERIC.indexOf(c) >= 0 || kept.indexOf(c) >= 0) {
                address.append(c);
            } else {
                address.append("%%%02X".formatted((int) c));
            }
        }
        return address.toString();
    }

    private static String upperHex(String json) {
        return U_HEX.matcher(json)
                .replaceAll(hex -> "\\\\u" + hex.group(1).toUpperCase(Locale.ROOT));
    }

    private static String lowerHex(String address) {
        return PERCENT_HEX.matcher(address).replaceAll(hex -> hex.group().toLowerCase(Locale.ROOT));
    }

    /**
     * Base64 begins anew every three bytes, so a value looks in three ways there, by what stands
     * before it. Characters that it shares with what is around it cannot be known and are left out,
     * but where nothing follows. The form without its first character is for an encoder that ends
     * the line there.
     */
    private static Stream<String> base64(String text) {
        return IntStream.range(0, 3)
                .boxed()
                .flatMap(before -> {
                    var forms = new ArrayList<String>();
                    for (var encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                        var all = bytes(text, before);
                        var form = encoder.withoutPadding().encodeToString(all);
                        var begin = before == 0 ? 0 : before + 1;
                        var end = form.length() - (all.length % 3 == 0 ? 0 : 1);
                        forms.add(form.substring(begin));
                        forms.add(form.substring(begin, Math.max(begin, end)));
                        forms.add(form.substring(begin + 1, Math.max(begin + 1, end)));
                    }
                    return forms.stream();
                });
    }

    private static byte[] bytes(String text, int before) {
        return ("\0".repeat(before) + text).getBytes(UTF_8);
    }

    /** A string whose characters are the text's bytes. */
    private static String bytes(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }
}
