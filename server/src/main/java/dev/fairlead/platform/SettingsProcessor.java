package dev.fairlead.platform;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Tells the framework what the settings mean for it: addresses and TLS. */
final class SettingsProcessor implements EnvironmentPostProcessor {
    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        var settings = SettingsReader.read(environment::getProperty);
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("fairlead", properties(settings)));
    }

    static Map<String, Object> properties(Settings settings) {
        var properties = new HashMap<String, Object>();
        properties.put("server.port", settings.httpPort());
        properties.put("server.address", settings.bind());
        var certificate = settings.tlsCertificate();
        var key = settings.tlsKey();
        if (certificate != null && key != null) {
            properties.put("server.ssl.certificate", "file:" + certificate);
            properties.put("server.ssl.certificate-private-key", "file:" + key);
        }
        return properties;
    }
}
