package dev.fairlead.platform;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {
    private static final int CONNECTIONS = 10;

    /**
     * The server has some 600 statements, and its loops pass half of them each minute: a cache for
     * fewer forgets, and each is read and planned anew.
     */
    static final int STATEMENTS = 1000;

    @Bean
    Settings settings(Environment environment) {
        return SettingsReader.read(environment::getProperty);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    DataFolder dataFolder(Settings settings) {
        return DataFolder.take(settings.data());
    }

    @Bean
    @Conditional(Bundled.class)
    BundledPostgres bundledPostgres(DataFolder folder) {
        var postgres = folder.path().resolve("postgres");
        return BundledPostgres.start(postgres.resolve("programs"), postgres);
    }

    /**
     * Small, because each connection is a process of PostgreSQL; patient, because a PostgreSQL that
     * was killed is back in a second or two and callers had better wait than fail.
     */
    @Bean
    DataSource dataSource(
            Settings settings, DataFolder held, ObjectProvider<BundledPostgres> bundled) {
        var config = new HikariConfig();
        config.setPoolName("database");
        config.setDataSource(source(settings.databaseUrl(), bundled));
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(2);
        config.setIdleTimeout(Duration.ofSeconds(30).toMillis());
        config.setConnectionTimeout(Duration.ofSeconds(15).toMillis());
        config.setInitializationFailTimeout(Duration.ofSeconds(30).toMillis());
        return new HikariDataSource(config);
    }

    /** Spring reads a statement's text for its parameters, and keeps what it read. */
    @Bean
    NamedParameterJdbcTemplate namedParameterJdbcTemplate(DataSource database) {
        var template = new NamedParameterJdbcTemplate(database);
        template.setCacheLimit(STATEMENTS);
        return template;
    }

    private static DataSource source(
            @Nullable String url, ObjectProvider<BundledPostgres> bundled) {
        return url == null ? bundled.getObject().source() : source(url);
    }

    static DataSource source(String url) {
        var source = new PGSimpleDataSource();
        source.setPreparedStatementCacheQueries(STATEMENTS); // unless the address says otherwise
        source.setUrl(url);
        source.setConnectTimeout(5);
        source.setTcpKeepAlive(true);
        return source;
    }
}
