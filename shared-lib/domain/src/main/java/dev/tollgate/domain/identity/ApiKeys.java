package dev.tollgate.domain.identity;

import dev.tollgate.domain.ApiKeyId;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.Page;
import dev.tollgate.domain.PageRequest;
import java.util.Optional;

/** The API keys of all organisations. */
public interface ApiKeys {
    void add(ApiKey key);

    /** Whatever its organisation: who presents a key is not known before it is found. */
    Optional<ApiKey> find(ApiKeyId id);

    /** In order of creation. */
    Page<ApiKey> list(OrganisationId organisation, PageRequest page);

    /** Whether there was such a key in that organisation. */
    boolean remove(OrganisationId organisation, ApiKeyId id);
}
