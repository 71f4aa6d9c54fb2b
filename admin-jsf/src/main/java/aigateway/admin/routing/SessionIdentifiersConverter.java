package aigateway.admin.routing;

import aigateway.manifest.type.StickyRouting.SessionIdentifier;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.Converter;
import jakarta.faces.convert.ConverterException;
import jakarta.faces.convert.FacesConverter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a session is told by, as people type it: {@code headers x-session}, one in a line. */
@FacesConverter("sessionIdentifiers")
public class SessionIdentifiersConverter implements Converter<List<?>> {

    @Override
    public @Nullable List<?> getAsObject(FacesContext faces, UIComponent component, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        List<Map<String, String>> identifiers = new ArrayList<>();
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            int space = line.indexOf(' ');
            String source = space < 0 ? "" : line.substring(0, space);
            if (!SessionIdentifier.SOURCES.contains(source)) {
                throw new ConverterException(new FacesMessage(
                        FacesMessage.SEVERITY_ERROR, "Write headers name or metadata name, not '" + line + "'", null));
            }
            Map<String, String> identifier = new LinkedHashMap<>();
            identifier.put("source", source);
            identifier.put("key", line.substring(space + 1).strip());
            identifiers.add(identifier);
        });
        return identifiers;
    }

    @Override
    public String getAsString(FacesContext faces, UIComponent component, @Nullable List<?> identifiers) {
        return identifiers == null
                ? ""
                : identifiers.stream()
                        .filter(Map.class::isInstance)
                        .map(Map.class::cast)
                        .map(it -> it.get("source") + " " + it.get("key"))
                        .collect(Collectors.joining("\n"));
    }
}
