package aigateway.manifest.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.NumberDeserializers;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * Reads a decimal that the gateway can reckon with. Ten characters write a number of a milliard digits, and whatever adds
 * to it or prints it takes that long and that much memory.
 */
final class PlainNumber extends StdDeserializer<BigDecimal> {

    /** Before the point, and after it: what columns of the database keep. */
    static final int MAX_DIGITS = 12;

    private static final long serialVersionUID = 1L;

    PlainNumber() {
        super(BigDecimal.class);
    }

    @Override
    public BigDecimal deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        BigDecimal number = NumberDeserializers.BigDecimalDeserializer.instance.deserialize(parser, context);
        if (number == null) {
            return BigDecimal.ZERO;
        }
        BigDecimal plain = number.stripTrailingZeros();
        long whole = (long) plain.precision() - plain.scale();
        if (plain.scale() > MAX_DIGITS || whole > MAX_DIGITS) {
            throw InvalidFormatException.from(parser, "too many digits", parser.currentToken(), BigDecimal.class);
        }
        return number;
    }
}
