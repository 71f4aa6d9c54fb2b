package aigateway.admin.manifest;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.Converter;
import jakarta.faces.convert.ConverterException;
import jakarta.faces.convert.FacesConverter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Labels as people type them: {@code env=prod}, one in a line. */
@FacesConverter("labels")
public class LabelsConverter implements Converter<Map<?, ?>> {

    @Override
    public @Nullable Map<?, ?> getAsObject(FacesContext faces, UIComponent component, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        Map<String, String> labels = new LinkedHashMap<>();
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw new ConverterException(
                        new FacesMessage(FacesMessage.SEVERITY_ERROR, "Write name=value, not '" + line + "'", null));
            }
            labels.put(
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip());
        });
        return labels;
    }

    @Override
    public String getAsString(FacesContext faces, UIComponent component, @Nullable Map<?, ?> labels) {
        return labels == null
                ? ""
                : labels.entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining("\n"));
    }
}
