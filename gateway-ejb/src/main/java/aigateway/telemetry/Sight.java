package aigateway.telemetry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** What a viewer may see, as a condition on the table of spans. */
final class Sight {

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    private Sight() {}

    /** Adds nothing for who sees all. */
    static void add(Conditions where, Viewer viewer) {
        if (viewer.seesAll()) {
            return;
        }
        Sight sight = new Sight();
        sight.sql.append('(');
        sight.subject(String.valueOf(viewer.subjectType()), String.valueOf(viewer.subjectSlug()));
        viewer.teams().stream().sorted().forEach(team -> {
            sight.sql.append(" OR ");
            sight.team(team);
        });
        for (Viewer.Grant grant : viewer.grants()) {
            sight.sql.append(" OR ");
            sight.grant(grant);
        }
        where.and(sight.sql.append(')').toString(), sight.values.toArray());
    }

    private void subject(String type, String slug) {
        sql.append("(subject_type = ? AND subject_slug = ?)");
        values.add(type);
        values.add(slug);
    }

    private void team(String name) {
        sql.append("teams").append(Conditions.LIKE);
        values.add("%|" + Conditions.escape(name) + "|%");
    }

    private void grant(Viewer.Grant grant) {
        List<Runnable> parts = new ArrayList<>();
        if (!grant.projects().isEmpty()) {
            parts.add(() -> projects(grant.projects()));
        }
        if (!grant.subjects().isEmpty()) {
            parts.add(() -> subjects(grant.subjects()));
        }
        grant.metadata()
                .forEach((name, value) -> parts.add(() -> {
                    sql.append("metadata").append(Conditions.LIKE);
                    values.add("%" + Conditions.escape(Conditions.member(name, value)) + "%");
                }));
        sql.append(parts.isEmpty() ? "1 = 1" : "(");
        for (int i = 0; i < parts.size(); i++) {
            sql.append(i == 0 ? "" : " AND ");
            parts.get(i).run();
        }
        sql.append(parts.isEmpty() ? "" : ")");
    }

    private void projects(Collection<String> fqns) {
        sql.append("project IN (")
                .append(String.join(", ", Collections.nCopies(fqns.size(), "?")))
                .append(')');
        fqns.stream().sorted().forEach(values::add);
    }

    private void subjects(Collection<String> subjects) {
        sql.append('(');
        List<String> inOrder = subjects.stream().sorted().toList();
        for (int i = 0; i < inOrder.size(); i++) {
            sql.append(i == 0 ? "" : " OR ");
            String subject = inOrder.get(i);
            int colon = subject.indexOf(':');
            String type = subject.substring(0, Math.max(0, colon));
            String name = subject.substring(colon + 1);
            if (!type.equals("team")) {
                subject(type, name);
            } else if (name.equals("everyone")) {
                // All users are in it, and no row says so.
                sql.append("subject_type = 'user'");
            } else {
                team(name);
            }
        }
        sql.append(')');
    }
}
