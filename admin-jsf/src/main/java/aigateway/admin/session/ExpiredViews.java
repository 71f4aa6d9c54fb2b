package aigateway.admin.session;

import jakarta.faces.FacesException;
import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerFactory;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.ExceptionQueuedEvent;
import java.io.IOException;
import java.util.Iterator;

/**
 * A form whose page the server does not know, since it was open too long or is not ours: an everyday event. The browser is
 * sent to the page that says so; shown in the same request, that page would be taken for the form it is not, and fail.
 */
public class ExpiredViews extends ExceptionHandlerFactory {

    public ExpiredViews(ExceptionHandlerFactory wrapped) {
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
            if (!faces.getPartialViewContext().isAjaxRequest() && takeExpired() && !faces.getResponseComplete()) {
                redirect(faces);
            }
            super.handle();
        }

        private boolean takeExpired() {
            boolean expired = false;
            for (Iterator<ExceptionQueuedEvent> events =
                            getUnhandledExceptionQueuedEvents().iterator();
                    events.hasNext(); ) {
                Throwable thrown = events.next().getContext().getException();
                if (getRootCause(thrown) instanceof ViewExpiredException || thrown instanceof ViewExpiredException) {
                    events.remove();
                    expired = true;
                }
            }
            return expired;
        }

        private static void redirect(FacesContext faces) {
            ExternalContext external = faces.getExternalContext();
            try {
                external.redirect(external.getRequestContextPath() + "/expired");
                faces.responseComplete();
            } catch (IOException gone) {
                throw new FacesException(gone);
            }
        }
    }
}
