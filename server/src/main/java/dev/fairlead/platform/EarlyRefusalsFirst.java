package dev.fairlead.platform;

import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Puts {@link EarlyRefusals} where Tomcat would tell its own words. */
@Component
class EarlyRefusalsFirst implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {
    private final Answers answers;

    EarlyRefusalsFirst(Answers answers) {
        this.answers = answers;
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        factory.addContextCustomizers(context -> {
            var host = (StandardHost) context.getParent();
            for (var valve : host.getPipeline().getValves()) {
                if (valve instanceof ErrorReportValve) {
                    host.getPipeline().removeValve(valve);
                }
            }
            // By its name the host knows that there is one and adds none.
            host.setErrorReportValveClass(EarlyRefusals.class.getName());
            host.getPipeline().addValve(new EarlyRefusals(answers));
        });
    }
}
