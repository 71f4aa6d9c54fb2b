package aigateway.manifest;

/** Carries the one problem that stops a text from being read any further. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    RefusedException(Problem problem) {
        super(problem.toString(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
