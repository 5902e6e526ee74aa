package dev.tollgate.local.servers;

/** A refusal that Secrets Manager answers with status 400 and this type. */
final class SecretsFault extends RuntimeException {
    private final String type;

    SecretsFault(String type, String message) {
        super(message);
        this.type = type;
    }

    String type() {
        return type;
    }

    static SecretsFault notFound() {
        return new SecretsFault(
                "ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    }

    static SecretsFault noSuchValue(String kind, String name) {
        return new SecretsFault(
                "ResourceNotFoundException",
                "Secrets Manager can't find the specified secret value for %s: %s"
                        .formatted(kind, name));
    }

    static SecretsFault exists(String message) {
        return new SecretsFault("ResourceExistsException", message);
    }

    static SecretsFault invalidRequest(String message) {
        return new SecretsFault("InvalidRequestException", message);
    }

    static SecretsFault invalidParameter(String message) {
        return new SecretsFault("InvalidParameterException", message);
    }

    static SecretsFault malformed(String message) {
        return new SecretsFault("SerializationException", message);
    }

    static SecretsFault validation(String message) {
        return new SecretsFault("ValidationException", message);
    }
}
