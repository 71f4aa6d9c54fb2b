package aigateway.admin.models;

import aigateway.admin.manifest.Draft;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The subjects that hold one role in a draft's {@code collaborators}, as a plain list. */
final class Collaborators {

    static final String USE = "provider-account-access";
    static final String MANAGE = "provider-account-manager";

    private Collaborators() {}

    static List<String> with(String role, Draft draft) {
        return new ArrayList<>(draft.groups("collaborators").stream()
                .filter(it -> role.equals(it.get("role_id")))
                .map(it -> String.valueOf(it.get("subject")))
                .toList());
    }

    static void set(String role, @Nullable List<String> subjects, Draft draft) {
        List<Map<String, @Nullable Object>> all = draft.groups("collaborators");
        all.removeIf(it -> role.equals(it.get("role_id")));
        if (subjects != null) {
            for (String subject : subjects) {
                Map<String, @Nullable Object> one = new LinkedHashMap<>();
                one.put("role_id", role);
                one.put("subject", subject);
                all.add(one);
            }
        }
    }
}
