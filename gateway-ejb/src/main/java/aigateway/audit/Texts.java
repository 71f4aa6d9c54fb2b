package aigateway.audit;

/** What the database has room for. Whoever is turned away chooses some of these texts, so none is kept longer anywhere. */
final class Texts {

    static final int MAX_DETAIL = 1_000;

    private Texts() {}

    /** NUL is no text to PostgreSQL. */
    static String cut(String text, int most) {
        String kept = text.length() > most ? text.substring(0, most) : text;
        return kept.replace('\0', ' ');
    }
}
