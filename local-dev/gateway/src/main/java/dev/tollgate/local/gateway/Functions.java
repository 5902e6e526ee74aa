package dev.tollgate.local.gateway;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2CustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.events.SimpleIAMPolicyResponse;
import dev.tollgate.admin.AdminFunction;
import dev.tollgate.alarms.AlarmsFunction;
import dev.tollgate.approvals.ApprovalsFunction;
import dev.tollgate.audit.AuditFunction;
import dev.tollgate.authorizer.AuthorizerFunction;
import dev.tollgate.delivery.DeliveryFunction;
import dev.tollgate.governance.GovernanceFunction;
import dev.tollgate.invocation.InvocationFunction;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.LambdaFunction;
import dev.tollgate.local.gateway.lambda.Deployed;
import dev.tollgate.maintenance.MaintenanceFunction;
import dev.tollgate.registration.RegistrationFunction;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All functions of a deployment. */
final class Functions {
    static final List<Deployed<?, ?>> ALL =
            List.of(
                    deployed(
                            LambdaFunction.ADMIN,
                            AdminFunction.class,
                            APIGatewayV2HTTPEvent.class,
                            APIGatewayV2HTTPResponse.class,
                            AdminFunction::new),
                    deployed(
                            LambdaFunction.REGISTRATION,
                            RegistrationFunction.class,
                            APIGatewayV2HTTPEvent.class,
                            APIGatewayV2HTTPResponse.class,
                            RegistrationFunction::new),
                    deployed(
                            LambdaFunction.INVOCATION,
                            InvocationFunction.class,
                            APIGatewayV2HTTPEvent.class,
                            APIGatewayV2HTTPResponse.class,
                            InvocationFunction::new),
                    deployed(
                            LambdaFunction.GOVERNANCE,
                            GovernanceFunction.class,
                            APIGatewayV2HTTPEvent.class,
                            APIGatewayV2HTTPResponse.class,
                            GovernanceFunction::new),
                    deployed(
                            LambdaFunction.APPROVALS,
                            ApprovalsFunction.class,
                            APIGatewayV2HTTPEvent.class,
                            APIGatewayV2HTTPResponse.class,
                            ApprovalsFunction::new),
                    deployed(
                            LambdaFunction.AUDIT,
                            AuditFunction.class,
                            APIGatewayV2HTTPEvent.class,
                            APIGatewayV2HTTPResponse.class,
                            AuditFunction::new),
                    deployed(
                            LambdaFunction.DELIVERY,
                            DeliveryFunction.class,
                            SQSEvent.class,
                            SQSBatchResponse.class,
                            DeliveryFunction::new),
                    deployed(
                            LambdaFunction.MAINTENANCE,
                            MaintenanceFunction.class,
                            ScheduledEvent.class,
                            Map.class,
                            MaintenanceFunction::new),
                    deployed(
                            LambdaFunction.ALARMS,
                            AlarmsFunction.class,
                            SNSEvent.class,
                            Map.class,
                            AlarmsFunction::new),
                    deployed(
                            LambdaFunction.AUTHORIZER,
                            AuthorizerFunction.class,
                            APIGatewayV2CustomAuthorizerEvent.class,
                            SimpleIAMPolicyResponse.class,
                            AuthorizerFunction::new));

    private Functions() {}

    private static <E, R> Deployed<E, R> deployed(
            LambdaFunction function,
            Class<? extends RequestHandler<E, R>> code,
            Class<E> event,
            Class<? super R> answer,
            Function<Environment, RequestHandler<E, R>> build) {
        return new Deployed<>(function.id(), code, event, answer, function.timeout(), build);
    }
}
