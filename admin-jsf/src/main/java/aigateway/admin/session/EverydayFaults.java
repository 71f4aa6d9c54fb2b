package aigateway.admin.session;

import jakarta.faces.FacesException;
import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerFactory;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.ExceptionQueuedEvent;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.primefaces.csp.CspException;

/**
 * What comes to nothing without a fault of ours: a form whose page is not known to the server, since it was open too long
 * or is not ours, or that was sent without the page's scripts, and a page that is not for whoever asks. The browser is
 * sent to the page that says so; shown in the same request, that page would be taken for the form it is not, and fail.
 * What is only looked at keeps its address. The server, which would write each of them down, hears of none.
 */
public class EverydayFaults extends ExceptionHandlerFactory {

    private static final String FORBIDDEN = "/forbidden";
    private static final Map<Class<?>, String> PAGES = Map.of(
            ViewExpiredException.class, "/expired",
            CspException.class, "/javascript",
            NotAllowedException.class, FORBIDDEN);

    public EverydayFaults(ExceptionHandlerFactory wrapped) {
        super(wrapped);
    }

    @Override
    public ExceptionHandler getExceptionHandler() {
        return new Handler(getWrapped().getExceptionHandler());
    }

    private static final class Handler extends ExceptionHandlerWrapper {

        Handler(ExceptionHandler wrapped) {
            super(wrapped);
        }

        @Override
        public void handle() {
            FacesContext faces = FacesContext.getCurrentInstance();
            if (!faces.getPartialViewContext().isAjaxRequest()
                    && !faces.getExternalContext().isResponseCommitted()) {
                takePage().filter(page -> !faces.getResponseComplete()).ifPresent(page -> show(faces, page));
            }
            super.handle();
        }

        /** All of them are taken; what went wrong first has the page: of a form that is not known nobody knows its scripts. */
        private Optional<String> takePage() {
            Optional<String> page = Optional.empty();
            for (Iterator<ExceptionQueuedEvent> events =
                            getUnhandledExceptionQueuedEvents().iterator();
                    events.hasNext(); ) {
                Throwable thrown = events.next().getContext().getException();
                Optional<String> its = page(thrown).or(() -> page(getRootCause(thrown)));
                if (its.isPresent()) {
                    events.remove();
                    page = page.or(() -> its);
                }
            }
            return page;
        }

        private static Optional<String> page(Throwable thrown) {
            return PAGES.entrySet().stream()
                    .filter(entry -> entry.getKey().isInstance(thrown))
                    .map(Map.Entry::getValue)
                    .findAny();
        }

        private static void show(FacesContext faces, String page) {
            ExternalContext external = faces.getExternalContext();
            try {
                if (page.equals(FORBIDDEN) && !faces.isPostback()) {
                    external.responseSendError(HttpServletResponse.SC_FORBIDDEN, null);
                } else {
                    external.redirect(external.getRequestContextPath() + page);
                }
                faces.responseComplete();
            } catch (IOException gone) {
                throw new FacesException(gone);
            }
        }
    }
}
