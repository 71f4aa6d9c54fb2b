package aigateway.audit;

import org.jspecify.annotations.Nullable;

/**
 * Whoever does something that is kept.
 *
 * @param name a subject ({@code user:ann@example.com}), or what else acts: a setting, the first start
 * @param address where the request came from; null where nobody asked over the network
 */
public record Actor(String name, @Nullable String address) {

    /** The gateway itself. */
    public static final Actor GATEWAY = of("gateway");

    private static final int MAX_NAME = 320;
    private static final int MAX_ADDRESS = 64;

    public Actor {
        name = Texts.cut(name, MAX_NAME);
        address = address == null ? null : Texts.cut(address, MAX_ADDRESS);
    }

    public static Actor of(String name) {
        return new Actor(name, null);
    }
}
