package aigateway.web.gemini;

import java.util.regex.Pattern;

/** What changed between Gemini's models, by their names. Of a name that says no version nothing is known. */
final class GeminiVersion {

    private static final Pattern BEFORE_3 = Pattern.compile(".*gemini-[12](\\D.*)?");
    private static final Pattern FROM_3_ON = Pattern.compile(".*gemini-([3-9]|\\d\\d).*");

    private GeminiVersion() {}

    static boolean isBefore3(String model) {
        return BEFORE_3.matcher(model).matches();
    }

    /** These match calls by ids, think by levels and take back no call without its signature. */
    static boolean isFrom3On(String model) {
        return FROM_3_ON.matcher(model).matches();
    }
}
