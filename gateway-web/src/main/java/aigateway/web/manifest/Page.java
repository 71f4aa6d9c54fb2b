package aigateway.web.manifest;

import aigateway.call.GatewayException;

/** Numbers of a query: a bad one is told by its name, not answered as a missing page. */
public final class Page {

    private Page() {}

    public static int number(String name, String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw GatewayException.badRequest(
                "Parameter '" + name + "' must be a whole number from " + least + " to " + most + ".", name);
    }
}
