package dev.tollgate.infrastructure;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** The CDK runs on Node.js; without it a test is skipped. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
        value = "dev.tollgate.infrastructure.Checkout#hasNode",
        disabledReason = "Node.js is not installed; the CDK needs it")
@interface NeedsNode {}
