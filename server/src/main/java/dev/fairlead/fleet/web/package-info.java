/** The protocol of agents over HTTP, and the administrator's page about them. */
@NullMarked
package dev.fairlead.fleet.web;

import org.jspecify.annotations.NullMarked;
