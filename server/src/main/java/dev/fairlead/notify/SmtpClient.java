package dev.fairlead.notify;

import dev.fairlead.platform.Smtp;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Hands one mail to the mail server, over a connection of its own. */
final class SmtpClient {
    private static final int TAKEN = 250;
    private static final int UNWILLING = 550;

    private final Smtp smtp;
    private final Duration longest;

    SmtpClient(Smtp smtp, Duration longest) {
        this.smtp = smtp;
        this.longest = longest;
    }

    /**
     * Sends it once.
     *
     * @param id the same in every attempt, as the message's own
     */
    Outcome send(List<String> to, MailWords.Mail mail, UUID id, Instant at) {
        var began = System.nanoTime();
        var session = Session.getInstance(properties());
        try (var transport = new SMTPTransport(session, null)) {
            transport.connect(smtp.host(), smtp.port(), smtp.user(), smtp.password());
            var message = message(session, to, mail, id, at);
            transport.sendMessage(message, message.getAllRecipients());
            return Outcome.answered(TAKEN, transport.getLastServerResponse(), Sending.since(began));
        } catch (AuthenticationFailedException e) {
            return Outcome.failed(
                    smtp.host() + " refuses the log-in: " + line(e), Sending.since(began));
        } catch (MessagingException e) {
            return failed(e, began);
        }
    }

    /** What the server itself said is its answer; anything else is that it could not be asked. */
    private Outcome failed(MessagingException failure, long began) {
        for (Exception cause = failure; cause instanceof MessagingException; ) {
            if (cause instanceof SMTPAddressFailedException address) {
                return Outcome.answered(
                        address.getReturnCode(), line(address), Sending.since(began));
            }
            if (cause instanceof SMTPSendFailedException sent && sent.getReturnCode() > 0) {
                return Outcome.answered(sent.getReturnCode(), line(sent), Sending.since(began));
            }
            cause = ((MessagingException) cause).getNextException();
        }
        return failure instanceof SendFailedException
                ? Outcome.answered(UNWILLING, line(failure), Sending.since(began))
                : Outcome.failed(
                        "%s does not take the mail: %s".formatted(smtp.host(), line(failure)),
                        Sending.since(began));
    }

    private MimeMessage message(
            Session session, List<String> to, MailWords.Mail mail, UUID id, Instant at)
            throws MessagingException {
        var message = new Identified(session, "<" + id + "@fairlead>");
        message.setFrom(new InternetAddress(smtp.from()));
        for (var address : to) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(address, true));
        }
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        message.setText(mail.text(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(at));
        message.setHeader("Auto-Submitted", "auto-generated");
        return message;
    }

    private Properties properties() {
        var properties = new Properties();
        var millis = String.valueOf(longest.toMillis());
        for (var limit : List.of("connectiontimeout", "timeout", "writetimeout")) {
            properties.setProperty("mail.smtp." + limit, millis);
        }
        properties.setProperty("mail.smtp.auth", String.valueOf(smtp.user() != null));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        switch (smtp.tls()) {
            case STARTTLS -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
            }
            case TLS -> properties.setProperty("mail.smtp.ssl.enable", "true");
            case OFF -> {}
        }
        return properties;
    }

    private static String line(Exception failure) {
        return ChatWords.line(String.valueOf(failure.getMessage()));
    }

    /** Keeps its own id, by which a mail that went out twice is known. */
    private static final class Identified extends MimeMessage {
        private final String id;

        Identified(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
