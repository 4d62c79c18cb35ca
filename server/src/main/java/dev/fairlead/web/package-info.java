/**
 * The frame of every page, shared fragments, the look. It knows no other module: what a page shows
 * comes as view records ({@link dev.fairlead.web.LineView}), and what downstream adds to upstream's
 * pages comes through the small interfaces here ({@link dev.fairlead.web.IssuePanel}, {@link
 * dev.fairlead.web.IssueDetail}, {@link dev.fairlead.web.Waiting} …).
 *
 * <p>A page is a template {@code <module>/<page>.jte} that takes {@code Frame frame} and calls
 * {@code @template.web.page(…)}; its controller returns {@code "<module>/<page>"}. The frame is put
 * into every model by the view. Style sheets are {@code assets/css/*.css}, scripts {@code
 * assets/js/*.js}: a new file is picked up by itself. The content security policy allows neither
 * inline scripts nor inline styles.
 */
@NullMarked
package dev.fairlead.web;

import org.jspecify.annotations.NullMarked;
