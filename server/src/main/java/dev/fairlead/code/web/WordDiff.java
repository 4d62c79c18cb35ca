package dev.fairlead.code.web;

import dev.fairlead.code.web.MarkedLine.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.Sequence;
import org.eclipse.jgit.diff.SequenceComparator;

/** Which words of a line changed: both sides in parts, those marked that the other has not. */
record WordDiff(List<Part> old, List<Part> fresh) {
    /** Words, runs of blanks, and every other character by itself. */
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+|\\s+|.", Pattern.DOTALL);

    /** A longer line is shown as changed altogether. */
    private static final int LONGEST = 2_000;

    /** Lines that share less than this part of their characters are not one line that changed. */
    private static final double ALIKE = 0.3;

    static WordDiff of(String old, String fresh) {
        if (old.length() > LONGEST || fresh.length() > LONGEST) {
            return new WordDiff(plain(old), plain(fresh));
        }
        var a = Words.of(old);
        var b = Words.of(fresh);
        var edits = new HistogramDiff().diff(SAME, a, b);
        var left =
                parts(
                        a.words(),
                        edits.stream().map(e -> new Span(e.getBeginA(), e.getEndA())).toList());
        var right =
                parts(
                        b.words(),
                        edits.stream().map(e -> new Span(e.getBeginB(), e.getEndB())).toList());
        var shared = shared(left);
        return shared < ALIKE * Math.max(old.strip().length(), fresh.strip().length())
                        || shared == 0
                ? new WordDiff(plain(old), plain(fresh))
                : new WordDiff(left, right);
    }

    static List<Part> plain(String text) {
        return text.isEmpty() ? List.of() : List.of(new Part(text, false));
    }

    private record Span(int from, int to) {}

    private static List<Part> parts(List<String> words, List<Span> changed) {
        var parts = new ArrayList<Part>();
        var at = 0;
        for (var span : changed) {
            add(parts, words.subList(at, span.from()), false);
            add(parts, words.subList(span.from(), span.to()), true);
            at = span.to();
        }
        add(parts, words.subList(at, words.size()), false);
        return parts;
    }

    private static void add(List<Part> parts, List<String> words, boolean marked) {
        if (!words.isEmpty()) {
            parts.add(new Part(String.join("", words), marked));
        }
    }

    /** Characters that both sides have; indentation says nothing. */
    private static int shared(List<Part> parts) {
        return parts.stream()
                .filter(part -> !part.marked())
                .mapToInt(part -> part.text().strip().length())
                .sum();
    }

    private static final class Words extends Sequence {
        private final List<String> words;

        private Words(List<String> words) {
            this.words = words;
        }

        static Words of(String text) {
            return new Words(WORD.matcher(text).results().map(MatchResult::group).toList());
        }

        List<String> words() {
            return words;
        }

        @Override
        public int size() {
            return words.size();
        }
    }

    private static final SequenceComparator<Words> SAME =
            new SequenceComparator<>() {
                @Override
                public boolean equals(Words a, int ai, Words b, int bi) {
                    return a.words().get(ai).equals(b.words().get(bi));
                }

                @Override
                public int hash(Words sequence, int index) {
                    return sequence.words().get(index).hashCode();
                }
            };
}
