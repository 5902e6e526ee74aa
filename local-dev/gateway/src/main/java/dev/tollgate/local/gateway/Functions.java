package dev.tollgate.local.gateway;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2CustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.events.SimpleIAMPolicyResponse;
import dev.tollgate.admin.AdminFunction;
import dev.tollgate.authorizer.AuthorizerFunction;
import dev.tollgate.delivery.DeliveryFunction;
import dev.tollgate.governance.GovernanceFunction;
import dev.tollgate.invocation.InvocationFunction;
import dev.tollgate.local.gateway.lambda.Deployed;
import dev.tollgate.maintenance.MaintenanceFunction;
import dev.tollgate.registration.RegistrationFunction;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** All functions of a deployment. */
final class Functions {
    /** Below the 30 seconds that API Gateway waits. */
    static final Duration API_TIMEOUT = Duration.ofSeconds(29);

    static final Duration AUTHORIZER_TIMEOUT = Duration.ofSeconds(10);
    static final Duration DELIVERY_TIMEOUT = Duration.ofMinutes(2);
    static final Duration MAINTENANCE_TIMEOUT = Duration.ofMinutes(5);

    static final String DELIVERY = "delivery";
    static final String MAINTENANCE = "maintenance";

    static final List<Deployed<?, ?>> ALL =
            List.of(
                    new Deployed<>(
                            "admin",
                            AdminFunction.class,
                            APIGatewayV2HTTPEvent.class,
                            APIGatewayV2HTTPResponse.class,
                            API_TIMEOUT,
                            AdminFunction::new),
                    new Deployed<>(
                            "registration",
                            RegistrationFunction.class,
                            APIGatewayV2HTTPEvent.class,
                            APIGatewayV2HTTPResponse.class,
                            API_TIMEOUT,
                            RegistrationFunction::new),
                    new Deployed<>(
                            "invocation",
                            InvocationFunction.class,
                            APIGatewayV2HTTPEvent.class,
                            APIGatewayV2HTTPResponse.class,
                            API_TIMEOUT,
                            InvocationFunction::new),
                    new Deployed<>(
                            "governance",
                            GovernanceFunction.class,
                            APIGatewayV2HTTPEvent.class,
                            APIGatewayV2HTTPResponse.class,
                            API_TIMEOUT,
                            GovernanceFunction::new),
                    new Deployed<>(
                            DELIVERY,
                            DeliveryFunction.class,
                            SQSEvent.class,
                            SQSBatchResponse.class,
                            DELIVERY_TIMEOUT,
                            DeliveryFunction::new),
                    new Deployed<>(
                            MAINTENANCE,
                            MaintenanceFunction.class,
                            ScheduledEvent.class,
                            Map.class,
                            MAINTENANCE_TIMEOUT,
                            MaintenanceFunction::new),
                    new Deployed<>(
                            "authorizer",
                            AuthorizerFunction.class,
                            APIGatewayV2CustomAuthorizerEvent.class,
                            SimpleIAMPolicyResponse.class,
                            AUTHORIZER_TIMEOUT,
                            AuthorizerFunction::new));

    private Functions() {}
}
