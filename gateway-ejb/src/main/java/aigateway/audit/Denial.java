package aigateway.audit;

/**
 * Somebody who was turned away from something. The same one at the same thing again is the same denial.
 *
 * @param action {@link AuditAction#DENIED} or {@link AuditAction#SIGN_IN_FAILED}
 */
public record Denial(Actor who, AuditAction action, Thing thing) {}
