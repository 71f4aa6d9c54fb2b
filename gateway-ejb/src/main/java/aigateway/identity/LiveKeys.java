package aigateway.identity;

import jakarta.enterprise.context.ApplicationScoped;

/** The keys in force in this process; {@link KeyWatch} keeps them fresh. */
@ApplicationScoped
class LiveKeys {

    private volatile KeyRing ring = KeyRing.EMPTY;

    KeyRing current() {
        return ring;
    }

    void replace(KeyRing newer) {
        ring = newer;
    }
}
