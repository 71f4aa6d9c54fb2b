package aigateway.admin.session;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;

/** How this browser likes things: its time zone and its theme, which its script keeps in cookies. */
@Named
@RequestScoped
public class Browser {

    @Inject
    HttpServletRequest request;

    /** {@code light}, {@code dark}, or {@code auto}: as the system has it. */
    public String getTheme() {
        return cookie("theme")
                .filter(it -> it.equals("light") || it.equals("dark"))
                .orElse("auto");
    }

    public ZoneId getZone() {
        return cookie("zone").flatMap(Browser::zone).orElse(ZoneOffset.UTC);
    }

    private static Optional<ZoneId> zone(String id) {
        try {
            return Optional.of(ZoneId.of(id));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Optional<String> cookie(String name) {
        return Optional.ofNullable(request.getCookies()).flatMap(cookies -> Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .findFirst()
                .flatMap(Browser::decoded));
    }

    private static Optional<String> decoded(String value) {
        try {
            return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
