package dev.tollgate.local.gateway;

import dev.tollgate.archive.VerifyExport;

/** {@code ./local-dev/audit-verify}: needs no gate, only files. */
public final class AuditVerify {
    private AuditVerify() {}

    public static void main(String[] arguments) {
        System.exit(VerifyExport.run(arguments, System.out));
    }
}
