package aigateway.launch;

/** What applications, which share no class with the launcher, may ask of {@link Leftovers}. */
public interface LeftoversMBean {

    /** Before the process ends at once. */
    void delete();
}
