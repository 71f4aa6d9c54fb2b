package aigateway.redaction;

/**
 * Characters, those beyond ASCII all or none.
 *
 * @param low a bit for each of the first 64
 * @param high a bit for each of the next 64
 */
record Chars(long low, long high, boolean beyond) {

    static final Chars NONE = new Chars(0, 0, false);
    static final Chars BEYOND = new Chars(0, 0, true);
    /** What {@code a} is from {@code A}. */
    private static final int CASE = 'a' - 'A';

    static Chars range(int from, int to) {
        long low = 0;
        long high = 0;
        for (int c = from; c <= to; c++) {
            if (c < Long.SIZE) {
                low |= 1L << c;
            } else {
                high |= 1L << c;
            }
        }
        return new Chars(low, high, false);
    }

    static Chars of(String all) {
        Chars chars = NONE;
        for (char c : all.toCharArray()) {
            chars = chars.or(range(c, c));
        }
        return chars;
    }

    boolean contains(char c) {
        return c < Long.SIZE ? (low >>> c & 1) != 0 : c < 2 * Long.SIZE ? (high >>> c & 1) != 0 : beyond;
    }

    Chars or(Chars other) {
        return new Chars(low | other.low, high | other.high, beyond || other.beyond);
    }

    /** With the same letters in the other case; of the Kelvin sign and the long s that is a letter of ASCII. */
    Chars inAnyCase() {
        Chars all = this;
        for (char c = 'A'; c <= 'Z'; c++) {
            if (contains(c) || contains((char) (c + CASE))) {
                all = all.or(range(c, c)).or(range(c + CASE, c + CASE));
                all = c == 'K' || c == 'S' ? all.or(BEYOND) : all;
            }
        }
        return all;
    }

    int size() {
        return Long.bitCount(low) + Long.bitCount(high) + (beyond ? Long.SIZE : 0);
    }
}
