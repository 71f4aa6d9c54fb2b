package aigateway.manifest.document;

/** Carries the one problem that stops a text from being read any further. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public RefusedException(Problem problem) {
        super(problem.toString(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
