package aigateway.redaction;

import com.google.re2j.Pattern;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What is taken out so often that it has a name. Numbers with check digits are only taken out when these are right. */
public enum Preset {
    EMAIL("[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+", '@', 1, text -> true),
    CREDIT_CARD("\\b\\d(?:[ -]?\\d){12,18}\\b", '0', 13, Preset::isCard),
    IBAN("\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]){11,30}\\b", '0', 2, Preset::isIban),
    PHONE(
            "(?:\\+|\\b00)\\d{1,3}[ ./-]?(?:\\(\\d{1,4}\\)[ ./-]?)?\\d{1,4}(?:[ ./-]?\\d{2,5}){1,5}\\b",
            '0',
            7,
            text -> true),
    IP_ADDRESS("\\b(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\b", '0', 4, text -> true),
    /** Keys of vendors and of code hosts by how they begin, and JSON web tokens. */
    SECRET(
            "\\b(?:(?:sk|pk|rk)[-_][A-Za-z0-9_-]{16,}|gh[pousr]_[A-Za-z0-9]{20,}|AKIA[0-9A-Z]{16}|AIza[A-Za-z0-9_-]{30,}"
                    + "|xox[a-z]-[A-Za-z0-9-]{10,}|eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,})",
            ' ',
            0,
            text -> true);

    private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

    private final Pattern pattern;
    private final char sign;
    private final int signs;
    private final Predicate<String> check;

    /**
     * @param sign what a text must have for a match: {@code @}, or {@code 0} for any digit
     * @param signs how many of them
     */
    Preset(String pattern, char sign, int signs, Predicate<String> check) {
        this.pattern = Pattern.compile(pattern);
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

    /** Looks much faster than the pattern does. */
    boolean mayBeIn(String text) {
        int found = 0;
        for (int i = 0; i < text.length() && found < signs; i++) {
            char c = text.charAt(i);
            found += c == sign || (sign == '0' && c >= '0' && c <= '9') ? 1 : 0;
        }
        return found >= signs;
    }

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
