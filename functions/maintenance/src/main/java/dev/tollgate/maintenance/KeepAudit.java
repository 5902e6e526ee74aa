package dev.tollgate.maintenance;

import dev.tollgate.archive.ArchiveAudit;
import dev.tollgate.archive.WriteExports;
import dev.tollgate.domain.audit.SealAudit;

/** What is done with the audit each minute, in this order. */
record KeepAudit(SealAudit seal, ArchiveAudit archive, WriteExports exports) {}
