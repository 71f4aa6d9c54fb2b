package aigateway.web.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.Function;

/** The number that a parser stands at: written as a number, or as text, which 64 bits are in OTLP's JSON. */
record JsonNumber(JsonParser in, Function<String, RefusedException> wrong) {

    private static final int LONGEST = 400;

    long signed(int bits) throws IOException {
        BigInteger number = whole();
        if (number.bitLength() >= bits) {
            throw wrong.apply("does not fit into " + bits + " bits");
        }
        return number.longValue();
    }

    long unsigned(int bits) throws IOException {
        BigInteger number = whole();
        if (number.signum() < 0 || number.bitLength() > bits) {
            throw wrong.apply("must be from 0 to 2^" + bits + " - 1");
        }
        return number.longValue();
    }

    private BigInteger whole() throws IOException {
        JsonToken token = in.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return in.getBigIntegerValue();
        }
        if (token == JsonToken.VALUE_STRING && in.getTextLength() <= LONGEST) {
            try {
                return new BigInteger(in.getText());
            } catch (NumberFormatException e) {
                throw wrong.apply("must be a whole number");
            }
        }
        // 1e3 and 2.0 are whole as well; what is far too large is told so before it is written out.
        BigDecimal decimal = token == JsonToken.VALUE_NUMBER_FLOAT ? in.getDecimalValue() : null;
        if (decimal == null || decimal.precision() - decimal.scale() > LONGEST || decimal.scale() > LONGEST) {
            throw wrong.apply("must be a whole number");
        }
        try {
            return decimal.toBigIntegerExact();
        } catch (ArithmeticException e) {
            throw wrong.apply("must be a whole number");
        }
    }

    double decimal() throws IOException {
        JsonToken token = in.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            return in.getDoubleValue();
        }
        if (token != JsonToken.VALUE_STRING || in.getTextLength() > LONGEST) {
            throw wrong.apply("must be a number");
        }
        return switch (in.getText()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> parsed(in.getText());
        };
    }

    private double parsed(String text) {
        if (!text.matches("-?[0-9.]+([eE][-+]?[0-9]+)?")) {
            throw wrong.apply("must be a number");
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw wrong.apply("must be a number");
        }
    }
}
