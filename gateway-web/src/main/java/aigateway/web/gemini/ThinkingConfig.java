package aigateway.web.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/**
 * {@code reasoning_effort} in Gemini's words: a budget of tokens for 2.5, a level from 3 on, nothing before.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/openai#thinking">Google's own equivalents</a>
 */
final class ThinkingConfig {

    private static final Pattern WITH_BUDGET = Pattern.compile(".*gemini-2\\.5.*");

    /** The least that 2.5 Pro accepts; it cannot leave thinking. */
    private static final int LEAST_OF_PRO = 128;

    private ThinkingConfig() {}

    /** @return whether the model has anything for it */
    static boolean set(ObjectNode config, String model, String effort) {
        boolean budget = WITH_BUDGET.matcher(model).matches();
        if (!budget && !GeminiVersion.isFrom3On(model)) {
            return effort.equals("none");
        }
        ObjectNode thinking = config.putObject("thinkingConfig");
        thinking.put("includeThoughts", !effort.equals("none"));
        if (budget) {
            thinking.put("thinkingBudget", budget(model, effort));
        } else {
            thinking.put("thinkingLevel", level(model, effort));
        }
        return true;
    }

    private static int budget(String model, String effort) {
        return switch (effort) {
            case "none" -> model.contains("pro") ? LEAST_OF_PRO : 0;
            case "minimal", "low" -> 1024;
            case "medium" -> 8192;
            default -> 24_576;
        };
    }

    private static String level(String model, String effort) {
        boolean fine = model.contains("flash");
        return switch (effort) {
            case "none", "minimal" -> fine ? "minimal" : "low";
            case "low" -> "low";
            case "medium" -> fine ? "medium" : "high";
            default -> "high";
        };
    }
}
