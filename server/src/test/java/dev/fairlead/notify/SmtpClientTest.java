package dev.fairlead.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.platform.Smtp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Over real connections to a small mail server. */
class SmtpClientTest {
    private static final UUID ID = UUID.fromString("11111111-2222-3333-4444-555555555555");
    private static final MailWords.Mail MAIL =
            new MailWords.Mail("[ORD] höher", "It said:\n.\nBcc: evil@example.org\n");

    @Test
    void handsOverAPlainTextUnderTheDeliverysId() throws IOException {
        try (var server = new MailServer()) {
            var outcome = send(server.port(), MAIL, "a@example.org", "b@example.org");
            assertThat(outcome.isDelivered()).isTrue();
            assertThat(outcome.answer()).contains("250 taken");
            var got = server.got().getFirst();
            assertThat(got.to()).containsExactly("a@example.org", "b@example.org");
            assertThat(got.text())
                    .contains(
                            "Message-ID: <" + ID + "@fairlead>",
                            "From: fairlead@example.org",
                            "Subject: =?UTF-8?",
                            "Auto-Submitted: auto-generated",
                            "Content-Type: text/plain; charset=UTF-8")
                    // A line of one dot does not end it, and a header in the text is none.
                    .contains("\n..\nBcc: evil@example.org\n");
        }
    }

    @Test
    void takesTheMailServersNoForItsAnswer() throws IOException {
        try (var server = new MailServer()) {
            var outcome = send(server.port(), MAIL, "nobody@example.org");
            assertThat(outcome.isDelivered()).isFalse();
            assertThat(outcome.status()).isEqualTo(550);
            assertThat(outcome.isAway()).isFalse();
            assertThat(outcome.answer()).contains("no such mailbox");
            assertThat(server.got()).isEmpty();
        }
    }

    @Test
    void saysThatAMailServerIsAway() throws IOException {
        assertThat(send(1, MAIL, "a@example.org").failure())
                .startsWith("127.0.0.1 does not take the mail:");
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var outcome = send(silent.getLocalPort(), MAIL, "a@example.org");
            assertThat(outcome.isAway()).isTrue();
        }
    }

    @Test
    void putsNoHeaderIntoAMail() throws IOException {
        var hostile =
                MailWords.read(
                        MailWords.of(
                                new Notice(
                                        "test",
                                        NoticeEvent.Tone.NEUTRAL,
                                        Instant.EPOCH,
                                        "ORD",
                                        null,
                                        List.of(),
                                        "a\r\nBcc: evil@example.org\r\n\r\nx",
                                        "why\r\n.\r\n",
                                        new Notice.Link("x", "https://f.example/x"),
                                        null,
                                        Map.of())));
        try (var server = new MailServer()) {
            send(server.port(), hostile, "a@example.org");
            var header = server.got().getFirst().text().split("\n\n")[0];
            assertThat(header).contains("Subject: [ORD] a Bcc: evil@example.org x");
            assertThat(header.lines()).noneMatch(line -> line.startsWith("Bcc"));
            assertThat(server.got().getFirst().to()).containsExactly("a@example.org");
        }
    }

    private static Outcome send(int port, MailWords.Mail mail, String... to) {
        var smtp = new Smtp("127.0.0.1", port, "fairlead@example.org", null, "", Smtp.Tls.OFF);
        return new SmtpClient(smtp, Duration.ofSeconds(1))
                .send(List.of(to), mail, ID, Instant.parse("2026-11-26T10:00:00Z"));
    }
}
