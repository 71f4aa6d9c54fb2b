package aigateway.manifest.document;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;

/** What a parser found, without its class names and without quoting the text: that may hold a credential. */
final class Messages {

    private Messages() {}

    static String of(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        String place = location == null || location.getLineNr() < 0
                ? ""
                : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
        String original = String.valueOf(e.getOriginalMessage());
        if (original.startsWith("Duplicate")) {
            return place + "a field is given twice";
        }
        if (original.contains("nesting depth") || original.contains("Nesting Depth")) {
            return place + "nested too deeply";
        }
        return place + "neither YAML nor JSON";
    }
}
