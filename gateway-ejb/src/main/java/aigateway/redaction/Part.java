package aigateway.redaction;

import java.util.ArrayList;
import java.util.List;

/**
 * What is known of the texts that a part of a pattern matches. An alternative is a row of sets, one for each character.
 *
 * @param whole whether the alternatives at the beginning are all there is
 * @param begin every match begins with one of these
 * @param end every match ends with one of these
 * @param best every match has one of these in it, the rarest that were found
 */
record Part(boolean whole, List<List<Chars>> begin, List<List<Chars>> end, List<List<Chars>> best) {

    private static final List<List<Chars>> UNKNOWN = List.of(List.of());
    private static final int MOST = 16;
    private static final int LONGEST = 24;

    /** Of no length. */
    static final Part EMPTY = new Part(true, UNKNOWN, UNKNOWN, UNKNOWN);

    static final Part ANYTHING = new Part(false, UNKNOWN, UNKNOWN, UNKNOWN);

    static Part of(Chars one) {
        return whole(List.of(List.of(one)));
    }

    private static Part whole(List<List<Chars>> all) {
        return new Part(true, all, all, all);
    }

    Part then(Part next) {
        List<List<Chars>> joint = product(end, next.begin);
        if (whole && next.whole && !joint.isEmpty()) {
            return whole(joint);
        }
        List<List<Chars>> begins = whole ? orElse(product(begin, next.begin), begin) : begin;
        List<List<Chars>> ends = next.whole ? orElse(product(end, next.end), next.end) : next.end;
        List<List<Chars>> rarest = best;
        for (List<List<Chars>> other : List.of(next.best, joint, begins, ends)) {
            rarest = rarity(other) > rarity(rarest) ? other : rarest;
        }
        return new Part(false, begins, ends, rarest);
    }

    Part or(Part other) {
        List<List<Chars>> begins = union(begin, other.begin);
        List<List<Chars>> ends = union(end, other.end);
        return new Part(
                whole && other.whole && !begins.isEmpty(),
                orElse(begins, UNKNOWN),
                orElse(ends, UNKNOWN),
                orElse(union(best, other.best), UNKNOWN));
    }

    /** @param most negative for as often as one likes */
    Part times(int least, int most) {
        if (most == 0) {
            return EMPTY;
        }
        if (least == 0) {
            return most == 1 ? or(EMPTY) : ANYTHING;
        }
        Part all = this;
        int copies = Math.min(least, LONGEST);
        for (int i = 1; i < copies; i++) {
            all = all.then(this);
        }
        return all.whole && (least != most || copies < least) ? new Part(false, all.begin, all.end, all.best) : all;
    }

    /** @return nothing when that are too many, or too long */
    private static List<List<Chars>> product(List<List<Chars>> firsts, List<List<Chars>> seconds) {
        if (firsts.size() * seconds.size() > MOST) {
            return List.of();
        }
        List<List<Chars>> all = new ArrayList<>();
        for (List<Chars> first : firsts) {
            for (List<Chars> second : seconds) {
                List<Chars> both = new ArrayList<>(first);
                both.addAll(second);
                if (both.size() > LONGEST) {
                    return List.of();
                }
                all.add(both);
            }
        }
        return all;
    }

    /** @return nothing when that are too many */
    private static List<List<Chars>> union(List<List<Chars>> some, List<List<Chars>> others) {
        List<List<Chars>> all = new ArrayList<>(some);
        all.addAll(others);
        return all.size() > MOST ? List.of() : all;
    }

    private static List<List<Chars>> orElse(List<List<Chars>> found, List<List<Chars>> other) {
        return found.isEmpty() ? other : found;
    }

    /** How seldom a text has one of them, in bits; 0 when every text may have. */
    private static double rarity(List<List<Chars>> alternatives) {
        double least = Double.MAX_VALUE;
        for (List<Chars> row : alternatives) {
            double bits = 0;
            for (Chars chars : row) {
                bits += 1 + Math.max(0, 7 - Math.log(chars.size()) / Math.log(2));
            }
            least = Math.min(least, bits);
        }
        return alternatives.isEmpty() ? 0 : least;
    }

    boolean isTelling() {
        return rarity(best) > 0;
    }
}
