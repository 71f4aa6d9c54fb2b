package aigateway.manifest;

/** The configuration in force. Reading it is a volatile read; whoever derives something from it keeps it by identity, see {@link Derived}. */
public interface Configuration {

    Snapshot current();
}
