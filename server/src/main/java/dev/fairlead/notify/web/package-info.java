/** The pages and the REST interface of webhooks and channels. */
@NullMarked
package dev.fairlead.notify.web;

import org.jspecify.annotations.NullMarked;
