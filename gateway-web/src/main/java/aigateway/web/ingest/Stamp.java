package aigateway.web.ingest;

import static aigateway.web.ingest.RefusedException.badData;

import aigateway.identity.Caller;
import aigateway.manifest.type.TracingProject;
import aigateway.web.telemetry.Attribute;
import aigateway.web.telemetry.Attributes;
import aigateway.web.telemetry.OtlpBuffer;
import aigateway.web.telemetry.RequestContext;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whose spans they are and where they belong: attributes that every span from outside gets, written once a request. */
public final class Stamp {

    /** Chooses the tracing project. */
    public static final String PROJECT_HEADER = "X-TFY-TRACING-PROJECT-FQN";

    private static final Pattern PROJECT_NAME = Pattern.compile("[\\w.@/-]{1,128}");
    /** {@code Span.attributes} */
    private static final int ATTRIBUTES = 9;

    private Stamp() {}

    /**
     * @param project fully qualified name of the tracing project
     * @return whole fields of a span
     */
    static byte[] of(Caller caller, String project) {
        OtlpBuffer out = new OtlpBuffer(512);
        text(out, Attributes.TRACING_PROJECT_FQN, project);
        text(out, Attributes.REQUEST_CREATED_BY_SUBJECT, RequestContext.subject(caller));
        texts(out, Attributes.REQUEST_CREATED_BY_SUBJECT_TEAMS, caller.teams());
        return out.toByteArray();
    }

    /**
     * @param project as the client names it; null: the default one
     * @throws RefusedException when there can be no such project here
     */
    static String project(String tenant, @Nullable String project) {
        return project == null || project.isBlank()
                ? TracingProject.defaultFqn(tenant)
                : checked(tenant, project.strip());
    }

    private static String checked(String tenant, String project) {
        String prefix = tenant + ":tracing-project:";
        if (!project.startsWith(prefix)
                || !PROJECT_NAME.matcher(project.substring(prefix.length())).matches()) {
            throw badData("The header '" + PROJECT_HEADER + "' must be " + prefix + "<name>.");
        }
        return project;
    }

    private static void text(OtlpBuffer out, Attribute<String> attribute, String value) {
        int keyValue = out.open(ATTRIBUTES);
        out.text(1, attribute.name());
        int any = out.open(2);
        out.text(1, value);
        out.close(any);
        out.close(keyValue);
    }

    private static void texts(OtlpBuffer out, Attribute<List<String>> attribute, Collection<String> values) {
        int keyValue = out.open(ATTRIBUTES);
        out.text(1, attribute.name());
        int any = out.open(2);
        int array = out.open(5);
        for (String value : values) {
            int element = out.open(1);
            out.text(1, value);
            out.close(element);
        }
        out.close(array);
        out.close(any);
        out.close(keyValue);
    }
}
