package aigateway.web.provider;

import aigateway.routing.Target;
import java.util.HashMap;
import java.util.Map;

/** What a vendor says of the account's limits beside its answer: clients pace themselves by it. */
public final class RateHeaders {

    private static final int LONGEST = 200;

    private RateHeaders() {}

    /** @param headers names in lower case */
    public static Map<String, String> in(Map<String, String> headers, Target target) {
        Map<String, String> rates = Map.of();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            String name = header.getKey();
            if (name.startsWith("x-ratelimit-")
                    || name.startsWith("anthropic-ratelimit-")
                    || name.equals("retry-after-ms")) {
                rates = rates.isEmpty() ? new HashMap<>() : rates;
                rates.put(name, printable(KeyMaterial.removed(header.getValue(), target)));
            }
        }
        return rates;
    }

    private static String printable(String value) {
        String text = value.replaceAll("[^\\x20-\\x7e]", "_");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
