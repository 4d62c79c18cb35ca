package dev.fairlead.platform;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Holds where no PostgreSQL of one's own is named. */
final class Bundled implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return SettingsReader.read(context.getEnvironment()::getProperty).databaseUrl() == null;
    }
}
