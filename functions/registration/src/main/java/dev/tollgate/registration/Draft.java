package dev.tollgate.registration;

import dev.tollgate.domain.agent.Platform;

/** An agent as it is asked for. */
record Draft(Platform platform, Settings settings, SecretFields secret) {}
