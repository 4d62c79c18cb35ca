package dev.fairlead.cluster;

import dev.fairlead.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as an administrator wants it.
 *
 * @param token null keeps the one there is
 */
public record ClusterDraft(
        String api,
        String namespace,
        String image,
        String server,
        @Nullable String certificate,
        @Nullable String token,
        int most) {
    /** How many jobs a cluster runs at once unless somebody says otherwise. */
    public static final int USUAL = 20;

    private static final int MOST = 500;
    private static final int LONGEST = 500;
    private static final int LONGEST_CERTIFICATE = 20_000;
    private static final int LONGEST_TOKEN = 8_000;

    /** RFC 1123 labels, as Kubernetes has them. */
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:@-]{0,254}");
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

    public ClusterDraft {
        api = api(api);
        server = address("server", server).toString();
        namespace = namespace.strip();
        image = image.strip();
        certificate = blankToNull(certificate);
        token = blankToNull(token);
        require(
                NAMESPACE.matcher(namespace).matches(),
                "namespace",
                "is 1 to 63 small letters, digits and dashes, and was \"" + namespace + "\".");
        require(
                IMAGE.matcher(image).matches(),
                "image",
                "is named like registry.example.org/fairlead-agent:1, and was \"" + image + "\".");
        require(
                certificate == null || isCertificate(certificate),
                "certificate",
                "is PEM that begins with -----BEGIN CERTIFICATE-----.");
        require(
                token == null || isToken(token),
                "token",
                "has at most %d characters without spaces.".formatted(LONGEST_TOKEN));
        require(
                most >= 1 && most <= MOST,
                "most",
                "is a number from 1 to %d, and was %d.".formatted(MOST, most));
    }

    private static boolean isCertificate(String text) {
        return text.startsWith("-----BEGIN CERTIFICATE-----")
                && text.length() <= LONGEST_CERTIFICATE;
    }

    private static boolean isToken(String text) {
        return text.length() <= LONGEST_TOKEN && TOKEN.matcher(text).matches();
    }

    /** A token must not travel in the clear, but for a proxy on this machine. */
    private static String api(String typed) {
        var api = address("api", typed);
        require(
                api.getScheme().equals("https")
                        || api.getHost().matches("localhost|127(\\.\\d+){3}|\\[::1]"),
                "api",
                "begins with https://, because a token travels there.");
        return api.toString();
    }

    private static URI address(String field, String typed) {
        try {
            var address = new URI(typed.strip().replaceAll("/+$", ""));
            if (typed.length() <= LONGEST
                    && String.valueOf(address.getScheme()).matches("https?")
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null) {
                return address;
            }
        } catch (URISyntaxException _) {
            // Told below, with the rule.
        }
        throw Problem.invalid(
                field,
                "%s: is an address like https://host:6443 without user, query or fragment, and was \"%s\"."
                        .formatted(field, typed));
    }

    private static void require(boolean holds, String field, String rule) {
        if (!holds) {
            throw Problem.invalid(field, field + ": " + rule);
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
