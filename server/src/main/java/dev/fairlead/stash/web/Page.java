package dev.fairlead.stash.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list in Stash's words.
 *
 * @param nextPageStart where the next page begins; null on the last one, for clients go on until
 *     there is none
 */
record Page<T>(
        int size,
        int limit,
        boolean isLastPage,
        List<T> values,
        int start,
        @Nullable Integer nextPageStart) {
    /**
     * A page out of values that begin at its start.
     *
     * @param found the values from the start, one more than the limit where there are more
     */
    static <T> Page<T> of(Paging asked, List<T> found) {
        var last = found.size() <= asked.limit();
        var values = last ? found : found.subList(0, asked.limit());
        return new Page<>(
                values.size(),
                asked.limit(),
                last,
                List.copyOf(values),
                asked.start(),
                last ? null : asked.start() + asked.limit());
    }

    /** A page out of all values there are. */
    static <T> Page<T> ofAll(Paging asked, List<T> all) {
        var from = Math.min(asked.start(), all.size());
        return of(asked, all.subList(from, Math.min(all.size(), from + asked.more())));
    }

    <R> Page<R> map(Function<T, R> form) {
        return mapAll(some -> some.stream().map(form).toList());
    }

    /** For forms that are made of all values at once. */
    <R> Page<R> mapAll(Function<List<T>, List<R>> forms) {
        return new Page<>(size, limit, isLastPage, forms.apply(values), start, nextPageStart);
    }
}
