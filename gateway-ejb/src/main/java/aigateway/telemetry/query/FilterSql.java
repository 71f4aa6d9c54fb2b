package aigateway.telemetry.query;

import aigateway.telemetry.Conditions;
import aigateway.telemetry.Operator;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.List;

/** Writes conditions as SQL where the table tells what they ask. Values are parameters, always. */
final class FilterSql {

    private static final String METADATA = "metadata";

    private static final BigDecimal LARGEST = new BigDecimal("9e18");

    private FilterSql() {}

    /** @return whether the table decides it; otherwise the span itself has to be asked as well */
    static boolean add(Conditions where, Filter filter) {
        if (filter.subject() == Filter.Subject.METADATA) {
            return addLabel(where, filter);
        }
        if (filter.isOfEntries()) {
            // The statement reads the part of the index that has nothing else.
            return true;
        }
        Columns.Column column = Columns.of(filter);
        if (column == null) {
            return false;
        }
        addColumn(where, column, filter);
        return true;
    }

    private static void addColumn(Conditions where, Columns.Column column, Filter filter) {
        String sql = column.sql();
        Object[] values = values(column, filter);
        switch (filter.operator()) {
            case EQUAL, IN, ARRAY_HAS_ANY -> where.and(in(sql, values.length), values);
            case NOT_EQUAL, NOT_IN, ARRAY_HAS_NONE -> where.and(
                    "(" + sql + " IS NULL OR NOT " + in(sql, values.length) + ")", values);
            case GREATER_THAN -> compare(where, column, ">", values);
            case GREATER_THAN_EQUAL -> compare(where, column, ">=", values);
            case LESS_THAN -> compare(where, column, "<", values);
            case LESS_THAN_EQUAL -> compare(where, column, "<=", values);
            case BETWEEN -> compare(where, column, "BETWEEN ? AND", values);
            case STRING_CONTAINS -> like(where, sql, "%", values, "%");
            case STRING_STARTS_WITH -> like(where, sql, "", values, "%");
            case STRING_ENDS_WITH -> like(where, sql, "%", values, "");
            case STRING_NOT_CONTAINS -> unlike(where, sql, "%", values, "%");
            case STRING_NOT_STARTS_WITH -> unlike(where, sql, "", values, "%");
            case STRING_NOT_ENDS_WITH -> unlike(where, sql, "%", values, "");
            case PRESENT -> where.and(sql + " IS NOT NULL");
            case IS_NULL -> where.and(sql + " IS NULL");
        }
    }

    private static Object[] values(Columns.Column column, Filter filter) {
        List<Object> given = filter.values();
        if (!column.numeric()) {
            return given.toArray();
        }
        Object[] values = new Object[given.size()];
        for (int i = 0; i < values.length; i++) {
            BigDecimal value = new BigDecimal(given.get(i).toString());
            values[i] = column.unit() == 0
                    ? value
                    : whole(value.multiply(BigDecimal.valueOf(column.unit())), rounding(filter.operator(), i));
        }
        return values;
    }

    /** A whole number says the same of whole numbers, and is what an index has. */
    private static Object whole(BigDecimal value, RoundingMode rounding) {
        BigDecimal rounded = rounding == RoundingMode.UNNECESSARY ? value : value.setScale(0, rounding);
        boolean fits = rounded.abs().compareTo(LARGEST) < 0
                && rounded.stripTrailingZeros().scale() <= 0;
        return fits ? (Object) rounded.longValueExact() : rounded;
    }

    private static RoundingMode rounding(Operator operator, int index) {
        return switch (operator) {
            case GREATER_THAN, LESS_THAN_EQUAL -> RoundingMode.FLOOR;
            case LESS_THAN, GREATER_THAN_EQUAL -> RoundingMode.CEILING;
            case BETWEEN -> index == 0 ? RoundingMode.CEILING : RoundingMode.FLOOR;
            default -> RoundingMode.UNNECESSARY;
        };
    }

    static String in(String sql, int values) {
        return sql + " IN (" + String.join(", ", Collections.nCopies(values, "?")) + ")";
    }

    /** A text is neither more nor less than a number. */
    private static void compare(Conditions where, Columns.Column column, String operator, Object[] values) {
        if (column.numeric()) {
            where.and(column.sql() + " " + operator + " ?", values);
        } else {
            where.and("1 = 0");
        }
    }

    private static void like(Conditions where, String sql, String before, Object[] values, String after) {
        where.and(sql + Conditions.LIKE, before + Conditions.escape(String.valueOf(values[0])) + after);
    }

    private static void unlike(Conditions where, String sql, String before, Object[] values, String after) {
        where.and(
                "(" + sql + " IS NULL OR NOT " + sql + Conditions.LIKE + ")",
                before + Conditions.escape(String.valueOf(values[0])) + after);
    }

    /** Labels are one JSON object, written by the gateway in one way: a label with its value is a piece of its text. */
    private static boolean addLabel(Conditions where, Filter filter) {
        List<Object> values = filter.values();
        switch (filter.operator()) {
            case EQUAL, IN -> where.and(anyLabel(values.size()), labels(filter.name(), values));
            case NOT_EQUAL, NOT_IN -> where.and(
                    "(" + METADATA + " IS NULL OR NOT " + anyLabel(values.size()) + ")", labels(filter.name(), values));
            case PRESENT -> where.and(METADATA + Conditions.LIKE, named(filter.name()));
            case IS_NULL -> where.and(
                    "(" + METADATA + " IS NULL OR NOT " + METADATA + Conditions.LIKE + ")", named(filter.name()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static String anyLabel(int values) {
        return "(" + String.join(" OR ", Collections.nCopies(values, METADATA + Conditions.LIKE)) + ")";
    }

    private static Object[] labels(String name, List<Object> values) {
        return values.stream()
                .map(value -> "%" + Conditions.escape(Conditions.member(name, String.valueOf(value))) + "%")
                .toArray();
    }

    private static String named(String name) {
        String member = Conditions.member(name, "");
        return "%" + Conditions.escape(member.substring(0, member.length() - 1)) + "%";
    }
}
