package aigateway.admin.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.Converter;
import jakarta.faces.convert.ConverterException;
import jakarta.faces.convert.FacesConverter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Labels as people type them: {@code env=prod}, one in a line. What would not come back from that as it was stands in double
 * quotes, as in JSON: {@code "a=b"="two\nlines"}.
 */
@FacesConverter("labels")
public class LabelsConverter implements Converter<Map<?, ?>> {

    private static final String QUOTED = "\"(?:[^\"\\\\]++|\\\\.)*+\"";
    private static final Pattern LABEL =
            Pattern.compile("(" + QUOTED + "|[^=\"][^=]*?)\\s*=\\s*(" + QUOTED + "|[^\"].*|)", Pattern.DOTALL);
    /** Some of them end a line or are taken for blanks at its ends. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public @Nullable Map<?, ?> getAsObject(FacesContext faces, UIComponent component, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        Map<String, String> labels = new LinkedHashMap<>();
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            Matcher label = LABEL.matcher(line);
            if (!label.matches()) {
                throw noLabel(line);
            }
            labels.put(read(label.group(1), line), read(label.group(2), line));
        });
        return labels;
    }

    @Override
    public String getAsString(FacesContext faces, UIComponent component, @Nullable Map<?, ?> labels) {
        return labels == null
                ? ""
                : labels.entrySet().stream()
                        .map(label -> name(label.getKey().toString()) + "=" + value(String.valueOf(label.getValue())))
                        .collect(Collectors.joining("\n"));
    }

    private static String name(String text) {
        return text.isEmpty() || text.contains("=") ? quoted(text) : value(text);
    }

    private static String value(String text) {
        boolean comesBack = text.equals(text.strip())
                && !text.startsWith("\"")
                && !CONTROL.matcher(text).find();
        return comesBack ? text : quoted(text);
    }

    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Every text can be written as JSON", e);
        }
    }

    private static String read(String text, String line) {
        try {
            return text.startsWith("\"") ? JSON.readValue(text, String.class) : text;
        } catch (JsonProcessingException e) {
            throw noLabel(line);
        }
    }

    private static ConverterException noLabel(String line) {
        return new ConverterException(new FacesMessage(
                FacesMessage.SEVERITY_ERROR,
                "Write name=value, or \"name\"=\"value\" with \\\" for a double quote, not '" + line + "'",
                null));
    }
}
