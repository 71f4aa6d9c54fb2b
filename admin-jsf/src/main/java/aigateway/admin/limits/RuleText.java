package aigateway.admin.limits;

import aigateway.manifest.type.When;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Rules in words. */
public final class RuleText {

    /** A label that a call did not have. */
    private static final Pattern UNLABELLED = Pattern.compile("(?<=^|, )([^=,]+)=(?=$|, )");

    private RuleText() {}

    /** {@code per user and model}, or that all share one pool. */
    public static String pools(List<String> per) {
        return per.isEmpty() ? "shared by all" : "for each " + String.join(" and ", per);
    }

    /** {@code requests_per_minute} as {@code requests a minute}. */
    public static String unit(String unit) {
        return unit.substring(0, Math.max(0, unit.indexOf('_'))) + ' ' + period(unit);
    }

    /** {@code cost_per_month} as {@code a month}. */
    public static String period(String unit) {
        String period = unit.substring(unit.lastIndexOf('_') + 1);
        return (period.equals("hour") ? "an " : "a ") + period;
    }

    /** What a rule is for, part by part; empty when it is for everything. */
    public static List<String> conditions(When when) {
        List<String> parts = new ArrayList<>();
        if (!when.subjects().isEmpty()) {
            parts.add(String.join(" or ", when.subjects()));
        }
        if (!when.models().isEmpty()) {
            parts.add(String.join(" or ", when.models()));
        }
        when.metadata().forEach((key, value) -> parts.add(key + "=" + value));
        return parts;
    }

    /** {@code virtualaccount:demo, env=} as {@code virtualaccount:demo, no env}. */
    public static String pool(String pool) {
        return pool.isEmpty() ? "All callers" : UNLABELLED.matcher(pool).replaceAll("no $1");
    }

    /** How a bar is coloured. */
    static String tone(double share) {
        return share >= 1 ? "bad" : share >= 0.75 ? "warn" : "ok";
    }
}
