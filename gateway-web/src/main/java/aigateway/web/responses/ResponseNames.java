package aigateway.web.responses;

import org.jspecify.annotations.Nullable;

/** How responses that a vendor keeps are called between the gateway and one client. */
interface ResponseNames {

    /** As the vendor calls them. */
    ResponseNames VENDORS = new ResponseNames() {
        @Override
        public String shown(Kept response) {
            return response.id();
        }

        @Override
        public Kept meant(String name) {
            return new Kept(null, name);
        }
    };

    /**
     * A response and who keeps it.
     *
     * @param account null: any
     * @param id the vendor's
     */
    record Kept(@Nullable String account, String id) {}

    String shown(Kept response);

    /** Null: there is none of that name for this client. */
    @Nullable
    Kept meant(String name);
}
