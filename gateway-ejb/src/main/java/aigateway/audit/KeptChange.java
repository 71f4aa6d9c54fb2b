package aigateway.audit;

/** A manifest's change of the past. */
public record KeptChange(AuditEntry entry, Versions versions) {}
