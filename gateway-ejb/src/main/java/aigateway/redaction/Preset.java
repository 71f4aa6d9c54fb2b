package aigateway.redaction;

import com.google.re2j.Pattern;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is taken out so often that it has a name. Numbers with check digits are only taken out when these are right. */
public enum Preset {
    EMAIL(
            "[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+",
            Signs.LETTERS + Signs.DIGITS + "._%+-@", 5, '@', 1, text -> true),
    CREDIT_CARD("\\b\\d(?:[ -]?\\d){12,18}\\b", Signs.DIGITS + " -", 13, '0', 13, Preset::isCard),
    IBAN("\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]){11,30}\\b", Signs.CAPITALS + Signs.DIGITS + " ", 15, '0', 2, Preset::isIban),
    PHONE(
            "(?:\\+|\\b00)\\d{1,3}[ ./-]?(?:\\(\\d{1,4}\\)[ ./-]?)?\\d{1,4}(?:[ ./-]?\\d{2,5}){1,5}\\b",
            Signs.DIGITS + "+ ./-()",
            7,
            '0',
            7,
            text -> true),
    IP_ADDRESS(
            "\\b(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\b",
            Signs.DIGITS + ".", 7, '0', 4, text -> true),
    /** Keys of vendors and of code hosts by how they begin, and JSON web tokens. */
    SECRET(
            "\\b(?:(?:sk|pk|rk)[-_][A-Za-z0-9_-]{16,}|gh[pousr]_[A-Za-z0-9]{20,}|AKIA[0-9A-Z]{16}|AIza[A-Za-z0-9_-]{30,}"
                    + "|xox[a-z]-[A-Za-z0-9-]{10,}|eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,})",
            Signs.LETTERS + Signs.DIGITS + "_.-",
            15,
            ' ',
            0,
            text -> true);

    private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

    private final Pattern pattern;
    private final Chars alphabet;
    private final int shortest;
    private final char sign;
    private final int signs;
    private final Predicate<String> check;

    /**
     * @param alphabet all that a match may be made of
     * @param shortest characters of a match
     * @param sign what a match must have: {@code @}, or {@code 0} for any digit
     * @param signs how many of them
     */
    Preset(String pattern, String alphabet, int shortest, char sign, int signs, Predicate<String> check) {
        this.pattern = Pattern.compile(pattern);
        this.alphabet = Chars.of(alphabet);
        this.shortest = shortest;
        this.sign = sign;
        this.signs = signs;
        this.check = check;
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(Preset::id).toList();
    }

    static Optional<Preset> named(String id) {
        return Arrays.stream(values()).filter(preset -> preset.id().equals(id)).findFirst();
    }

    /** As manifests write it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    Pattern pattern() {
        return pattern;
    }

    /**
     * Where a match may be, without asking the pattern, which takes fifty times as long: a match lies within a stretch of
     * its alphabet.
     *
     * @param from where to begin, at no character of such a stretch
     * @return the next stretch; null when there is none any more
     */
    @Nullable
    Stretch next(String text, int from) {
        int length = text.length();
        int at = from;
        while (at < length) {
            while (at < length && !alphabet.contains(text.charAt(at))) {
                at++;
            }
            int begin = at;
            int found = 0;
            for (; at < length && alphabet.contains(text.charAt(at)); at++) {
                char c = text.charAt(at);
                found += c == sign || (sign == '0' && c >= '0' && c <= '9') ? 1 : 0;
            }
            if (found >= signs && at - begin >= shortest) {
                return new Stretch(begin, at);
            }
        }
        return null;
    }

    private static final class Signs {
        static final String DIGITS = "0123456789";
        static final String CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        static final String LETTERS = CAPITALS + "abcdefghijklmnopqrstuvwxyz";
    }

    /** @param until behind its last character */
    record Stretch(int from, int until) {}

    boolean isReally(String match) {
        return check.test(match);
    }

    /** Luhn's check digit. */
    private static boolean isCard(String match) {
        int sum = 0;
        boolean twice = false;
        for (int i = match.length() - 1; i >= 0; i--) {
            int digit = match.charAt(i) - '0';
            if (digit >= 0 && digit <= 9) {
                int value = twice ? digit * 2 : digit;
                sum += value > 9 ? value - 9 : value;
                twice = !twice;
            }
        }
        return sum % 10 == 0;
    }

    private static boolean isIban(String match) {
        String plain = match.replace(" ", "");
        StringBuilder number = new StringBuilder();
        (plain.substring(4) + plain.substring(0, 4)).chars().forEach(c -> number.append(Character.getNumericValue(c)));
        return new BigInteger(number.toString()).mod(NINETY_SEVEN).intValue() == 1;
    }
}
