package dev.fairlead;

import java.util.Arrays;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/**
 * The server: every page, the REST interface, git over HTTP, and every decision. Beans go by their
 * full names, so that two modules may have a word in common.
 */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class FairleadServer {
    private static final String HELP =
            """
            Usage: fairlead server [--help]

            Starts the server and everything it needs: a PostgreSQL of its own unless one is
            named, and an agent of each pool beside itself. Ctrl-C stops all of it.

            It takes no options; these environment variables, or a file of the same names
            that FAIRLEAD_CONFIG points to, say otherwise:

              FAIRLEAD_DATA             folder of all data                    .fairlead/data
              FAIRLEAD_SHARED           folder that several servers on one
                                        database share                        none: there is one
              FAIRLEAD_HTTP_PORT        port                                  8080
              FAIRLEAD_BIND             address to listen on                  127.0.0.1
              FAIRLEAD_BASE_URL         how people reach the server           http://127.0.0.1:8080
              FAIRLEAD_SSH_PORT         for git over SSH, or off              7999
              FAIRLEAD_DATABASE_URL     your own PostgreSQL, such as
                                        postgresql://user:password@host/name  the bundled one
              FAIRLEAD_ADMIN_PASSWORD   of the first start; otherwise made, shown once
                                        and kept in the data folder
              FAIRLEAD_LOCAL_AGENT      on or off                             on
              FAIRLEAD_TLS_CERT         PEM file of the certificate chain     plain HTTP
              FAIRLEAD_TLS_KEY          PEM file of its key
              FAIRLEAD_TRUSTED_PROXIES  addresses whose X-Forwarded headers
                                        are believed, with commas             none
              FAIRLEAD_LEASE            silence after which an agent's job, or
                                        a killed server's import, is lost     25s
              FAIRLEAD_WEBHOOK_TIMEOUT  how long a webhook's receiver may
                                        take                                  30s
              FAIRLEAD_HOST_LOOKS       how often hosts of environments are
                                        asked what they run                   1m
              FAIRLEAD_SMTP_HOST        the mail server that takes mail to
                                        people                                no mail
              FAIRLEAD_SMTP_PORT        its port                              587
              FAIRLEAD_SMTP_FROM        the address that mail comes from
              FAIRLEAD_SMTP_USER        who logs in there                     nobody
              FAIRLEAD_SMTP_PASSWORD    its password
              FAIRLEAD_SMTP_TLS         starttls, tls or off                  starttls
              FAIRLEAD_MAX_BODY         bytes of a request, except pushes
                                        and artifacts                         1048576
              FAIRLEAD_MAX_PUSH         bytes that one push sends             1073741824
              FAIRLEAD_MAX_OBJECT       bytes of a file in a push             104857600
              FAIRLEAD_ALLOWED_OUTBOUND hosts, addresses and ranges beyond the
                                        public internet that webhooks and
                                        imports may reach, with commas        none
              FAIRLEAD_SECRET_KEY       32 random bytes in Base64 that encrypt
                                        stored secrets                        one made in the
                                                                              data folder
            """;

    static void main(String[] args) {
        if (Arrays.stream(args).anyMatch(List.of("--help", "-h", "help")::contains)) {
            System.out.print(HELP);
        } else if (args.length > 0) {
            System.err.println("fairlead server takes no arguments, but got: " + args[0]);
            System.err.print(HELP);
            System.exit(2);
        } else {
            SpringApplication.run(FairleadServer.class);
        }
    }
}
