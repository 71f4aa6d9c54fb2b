package aigateway.web.logging;

import aigateway.manifest.type.When;
import java.util.Map;
import java.util.Set;

/** What the conditions of logging rules look at. */
record Asked(Set<String> subjects, Set<String> models, Set<String> targets, Map<String, String> metadata)
        implements When.Facts {}
