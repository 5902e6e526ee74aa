package dev.tollgate.local.servers;

/** The AWS account that the local servers play. */
public final class LocalAccount {
    public static final String ID = "000000000000";
    public static final String REGION = "eu-central-1";

    /** The servers check no signature; an SDK client still wants a key to sign with. */
    public static final String ACCESS_KEY_ID = "local";

    public static final String SECRET_ACCESS_KEY = "local";

    private LocalAccount() {}
}
