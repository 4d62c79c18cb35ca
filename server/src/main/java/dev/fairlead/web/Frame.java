package dev.fairlead.web;

import org.jspecify.annotations.Nullable;

/**
 * What every page needs around its content. A form carries {@code csrf} in a hidden field {@code
 * _csrf}; {@code flash} is what the action before the redirect had to say.
 */
public record Frame(@Nullable Visitor visitor, String csrf, @Nullable String flash, String assets) {
    public boolean administrator() {
        return visitor != null && visitor.administrator();
    }

    /** The address of an asset; it changes with the bytes, so that it may be kept for ever. */
    public String asset(String name) {
        return "/assets/" + assets + "/" + name;
    }

    /** The header that scripts send with everything that changes state. */
    public String headers() {
        return "{\"X-XSRF-TOKEN\":\"" + csrf + "\"}";
    }
}
