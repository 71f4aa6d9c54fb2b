package aigateway.redaction;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Redacts every text, name and number of a JSON document; the end of one that was cut off, too. */
final class JsonTexts {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1_000)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();
    /** {@code \}{@code uD83D}: what may be left of an escape where a text was cut. */
    private static final int LONGEST_ESCAPE = 6;

    private final Redaction redaction;

    JsonTexts(Redaction redaction) {
        this.redaction = redaction;
    }

    byte[] redact(byte[] utf8) {
        if (!looksLikeJson(utf8)) {
            return plain(utf8);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(utf8.length);
        int rest = utf8.length;
        @Nullable JsonToken last = null;
        try (JsonParser parser = JSON.createParser(utf8);
                JsonGenerator generator = JSON.createGenerator(out)) {
            generator.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            int depth = 0;
            try {
                do {
                    rest = (int) parser.currentLocation().getByteOffset();
                    JsonToken token = parser.nextToken();
                    if (token == null) {
                        break;
                    }
                    // A text that is read lazily breaks here or not at all.
                    String text = token.isScalarValue() || token == JsonToken.FIELD_NAME ? parser.getText() : "";
                    write(generator, token, text);
                    last = token;
                    depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                    rest = (int) parser.currentLocation().getByteOffset();
                } while (depth > 0);
            } catch (IOException cutOff) {
                // What is left is taken below.
            }
            generator.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (rest < utf8.length) {
            // Behind a name the parser has passed the quote of what follows already.
            boolean quotePassed = last == JsonToken.FIELD_NAME && utf8[rest - 1] == '"';
            out.writeBytes(tail(utf8, quotePassed ? rest - 1 : rest, last));
        }
        return out.toByteArray();
    }

    private static boolean looksLikeJson(byte[] utf8) {
        for (byte b : utf8) {
            if (b > ' ') {
                return b == '{' || b == '[';
            }
        }
        return false;
    }

    private void write(JsonGenerator generator, JsonToken token, String text) throws IOException {
        switch (token) {
            case START_OBJECT -> generator.writeStartObject();
            case END_OBJECT -> generator.writeEndObject();
            case START_ARRAY -> generator.writeStartArray();
            case END_ARRAY -> generator.writeEndArray();
            case FIELD_NAME -> generator.writeFieldName(redaction.text(text));
            case VALUE_STRING -> generator.writeString(redaction.text(text));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(generator, text);
            default -> generator.writeRawValue(text);
        }
    }

    private void number(JsonGenerator generator, String text) throws IOException {
        String redacted = redaction.text(text);
        if (redacted.equals(text)) {
            generator.writeNumber(text);
        } else {
            generator.writeString(redacted);
        }
    }

    /** Mostly the beginning of a text, of which the end was cut off. */
    private byte[] tail(byte[] utf8, int from, @Nullable JsonToken last) {
        String raw = new String(utf8, from, utf8.length - from, StandardCharsets.UTF_8);
        int quote = raw.indexOf('"');
        if (quote >= 0 && raw.substring(0, quote).chars().allMatch(c -> c <= ' ' || c == ':' || c == ',')) {
            for (int cut = 0; cut <= LONGEST_ESCAPE && quote + cut < raw.length(); cut++) {
                String text = raw.substring(quote, raw.length() - cut) + '"';
                try (JsonParser parser = JSON.createParser(text)) {
                    if (parser.nextToken() == JsonToken.VALUE_STRING) {
                        String redacted = redaction.text(parser.getText());
                        return (separator(last) + quoted(redacted)).getBytes(StandardCharsets.UTF_8);
                    }
                } catch (IOException brokenEscape) {
                    // One character less.
                }
            }
        }
        return redaction.text(raw).getBytes(StandardCharsets.UTF_8);
    }

    private static String separator(@Nullable JsonToken last) {
        return last == JsonToken.FIELD_NAME ? ":" : last == null || last.isStructStart() ? "" : ",";
    }

    /** Without its closing quote: it is not over. */
    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    private byte[] plain(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        String redacted = redaction.text(text);
        return redacted.equals(text) ? utf8 : redacted.getBytes(StandardCharsets.UTF_8);
    }
}
