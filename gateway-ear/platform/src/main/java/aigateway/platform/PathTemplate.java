package aigateway.platform;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A path of Jakarta REST, where a parameter may have a regular expression, as OpenAPI has it, where it may not.
 *
 * @param path with nothing but names in its braces
 * @param parameters the expression of each, empty where it has none
 */
record PathTemplate(String path, Map<String, String> parameters) {

    static PathTemplate of(String template) {
        StringBuilder path = new StringBuilder();
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int at = 0; at < template.length(); at++) {
            path.append(template.charAt(at));
            if (template.charAt(at) == '{') {
                int end = end(template, at);
                String[] parts = template.substring(at + 1, end).split(":", 2);
                parameters.put(parts[0].strip(), parts.length == 1 ? "" : parts[1].strip());
                path.append(parts[0].strip());
                at = end - 1;
            }
        }
        return new PathTemplate(path.toString(), parameters);
    }

    /** Where the brace is closed: an expression may have braces of its own. */
    private static int end(String template, int begin) {
        int depth = 0;
        for (int at = begin; at < template.length(); at++) {
            char next = template.charAt(at);
            depth += next == '{' ? 1 : next == '}' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        return template.length();
    }
}
