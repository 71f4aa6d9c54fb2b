package aigateway.admin.limits;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.Converter;
import jakarta.faces.convert.ConverterException;
import jakarta.faces.convert.FacesConverter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code 75, 90, 100} */
@FacesConverter("percentages")
public class PercentagesConverter implements Converter<List<?>> {

    @Override
    public @Nullable List<?> getAsObject(FacesContext faces, UIComponent component, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        List<Integer> percentages = new ArrayList<>();
        for (String part : text.strip().split("[\\s,;%]+", 0)) {
            try {
                percentages.add(Integer.valueOf(part));
            } catch (NumberFormatException e) {
                throw new ConverterException(
                        new FacesMessage(FacesMessage.SEVERITY_ERROR, "Write whole percents, as 75, 90, 100", null), e);
            }
        }
        return percentages;
    }

    @Override
    public String getAsString(FacesContext faces, UIComponent component, @Nullable List<?> percentages) {
        return percentages == null
                ? ""
                : percentages.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
