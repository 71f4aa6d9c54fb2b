package aigateway.manifest.document;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * Writes decimals as people do, {@code 0.0000001} and not {@code 1E-7}. One whose zeros would be a text of their own keeps its exponent.
 */
final class WrittenOut extends JsonGeneratorDelegate {

    /** More than any number has that a program can reckon with. */
    private static final int MAX_DIGITS = 400;

    WrittenOut(JsonGenerator generator) {
        super(generator, false);
    }

    @Override
    public void writeNumber(BigDecimal number) throws IOException {
        if (Math.abs((long) number.scale()) > MAX_DIGITS) {
            delegate.writeNumber(number);
        } else {
            delegate.writeNumber(number.toPlainString());
        }
    }
}
