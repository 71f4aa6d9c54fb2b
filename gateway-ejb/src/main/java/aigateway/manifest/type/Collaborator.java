package aigateway.manifest.type;

/**
 * @param roleId {@code provider-account-manager} or {@code provider-account-access}
 * @param subject {@code user:…}, {@code team:…} or {@code virtualaccount:…}
 */
public record Collaborator(String roleId, String subject) {}
