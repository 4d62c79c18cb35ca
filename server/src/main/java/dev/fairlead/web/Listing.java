package dev.fairlead.web;

import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A list in the REST interface; {@code next} is the address of the next page, or null. */
public record Listing<T>(List<T> values, @Nullable String next) {
    /** How many values a page has at most. */
    public static final int PAGE = 100;

    /** All there is. */
    public static <T> Listing<T> of(List<T> values) {
        return new Listing<>(List.copyOf(values), null);
    }

    /**
     * One page out of a list that was asked for {@code PAGE + 1} values from the offset.
     *
     * @param address makes the address of the page that starts at an offset
     */
    public static <T> Listing<T> page(List<T> values, int offset, IntFunction<String> address) {
        return values.size() <= PAGE
                ? of(values)
                : new Listing<>(List.copyOf(values.subList(0, PAGE)), address.apply(offset + PAGE));
    }
}
