/**
 * What the server stands on: its settings, its data folder, the PostgreSQL it brings along, and how
 * a refusal is shown. It publishes nothing and hears nothing; every module may know {@link
 * dev.fairlead.platform.Settings}.
 */
@NullMarked
package dev.fairlead.platform;

import org.jspecify.annotations.NullMarked;
