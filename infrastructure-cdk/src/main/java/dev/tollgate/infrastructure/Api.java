package dev.tollgate.infrastructure;

import dev.tollgate.lambda.LambdaFunction;
import dev.tollgate.lambda.Route;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.aws_apigatewayv2_authorizers.HttpLambdaAuthorizer;
import software.amazon.awscdk.aws_apigatewayv2_authorizers.HttpLambdaResponseType;
import software.amazon.awscdk.aws_apigatewayv2_integrations.HttpLambdaIntegration;
import software.amazon.awscdk.services.apigatewayv2.AddRoutesOptions;
import software.amazon.awscdk.services.apigatewayv2.CfnStage;
import software.amazon.awscdk.services.apigatewayv2.DomainMappingOptions;
import software.amazon.awscdk.services.apigatewayv2.DomainName;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.apigatewayv2.HttpMethod;
import software.amazon.awscdk.services.apigatewayv2.HttpRoute;
import software.amazon.awscdk.services.apigatewayv2.HttpStage;
import software.amazon.awscdk.services.apigatewayv2.SecurityPolicy;
import software.amazon.awscdk.services.apigatewayv2.ThrottleSettings;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** The HTTP API: the routes of the route table, each with its function. */
final class Api extends Construct {
    /** Each sign-in costs 64 MiB and a processor for a while. */
    private static final Map<String, Object> SIGN_INS =
            new TreeMap<>(Map.of("ThrottlingRateLimit", 5, "ThrottlingBurstLimit", 10));

    /** Never a header, a query or a body: they hold what is not ours to keep. */
    private static final Map<String, String> ACCESS_LOG =
            Map.of(
                    "request_id", "$context.requestId",
                    "at", "$context.requestTime",
                    "source_ip", "$context.identity.sourceIp",
                    "route", "$context.routeKey",
                    "status", "$context.status",
                    "millis", "$context.responseLatency",
                    "bytes", "$context.responseLength",
                    "error", "$context.error.message",
                    "authorizer_error", "$context.authorizer.error",
                    "integration_error", "$context.integrationErrorMessage");

    private final HttpApi http;
    private final Map<Route, HttpRoute> routes = new EnumMap<>(Route.class);
    private final Map<LambdaFunction, HttpLambdaIntegration> integrations =
            new EnumMap<>(LambdaFunction.class);

    Api(Construct scope, Settings settings, Function<LambdaFunction, JavaFunction> functions) {
        super(scope, "Api");
        http =
                HttpApi.Builder.create(this, "Http")
                        .apiName(settings.name())
                        .description("Tollgate: the gate for calls to external agents")
                        .createDefaultStage(false)
                        .disableExecuteApiEndpoint(settings.domain().isPresent())
                        .build();
        var authorizer =
                HttpLambdaAuthorizer.Builder.create(
                                "Authorizer", functions.apply(LambdaFunction.AUTHORIZER).alias())
                        .authorizerName("authorizer")
                        .identitySource(List.of("$request.header.Authorization"))
                        .responseTypes(List.of(HttpLambdaResponseType.SIMPLE))
                        .resultsCacheTtl(Duration.seconds(settings.authorizerCacheSeconds()))
                        .build();
        for (var route : Route.values()) {
            route(route, functions.apply(route.function()), authorizer);
        }
        stage(settings);
        CfnOutput.Builder.create(this, "Url").value(url(settings)).build().overrideLogicalId("Url");
    }

    private void route(Route route, JavaFunction function, HttpLambdaAuthorizer authorizer) {
        var options =
                AddRoutesOptions.builder()
                        .path(route.path())
                        .methods(List.of(HttpMethod.valueOf(route.method())))
                        .integration(
                                integrations.computeIfAbsent(
                                        route.function(),
                                        served ->
                                                HttpLambdaIntegration.Builder.create(
                                                                served.id(), function.alias())
                                                        .scopePermissionToRoute(false)
                                                        .build()));
        if (route.scope().isPresent()) {
            options.authorizer(authorizer);
        }
        var added = http.addRoutes(options.build()).getFirst();
        routes.put(route, added);
        if (route.scope().isEmpty()) {
            Explained.finding(
                    added,
                    "AwsSolutions-APIG4",
                    "Open to all by the route table: " + route.key() + ".");
        }
    }

    private void stage(Settings settings) {
        var built =
                HttpStage.Builder.create(this, "Stage")
                        .httpApi(http)
                        .stageName("$default")
                        .autoDeploy(true)
                        .detailedMetricsEnabled(true)
                        .throttle(
                                ThrottleSettings.builder()
                                        .rateLimit(settings.requestsPerSecond())
                                        .burstLimit(2 * settings.requestsPerSecond())
                                        .build());
        settings.domain().ifPresent(domain -> built.domainMapping(mapping(domain)));
        var all = built.build();
        var raw = (CfnStage) Objects.requireNonNull(all.getNode().getDefaultChild());
        raw.setAccessLogSettings(accessLog(settings));
        raw.addPropertyOverride("RouteSettings", Map.of(Route.LOGIN.key(), SIGN_INS));
        // The settings of a route are refused while there is no such route.
        all.getNode().addDependency(Objects.requireNonNull(routes.get(Route.LOGIN)));
    }

    private CfnStage.AccessLogSettingsProperty accessLog(Settings settings) {
        var logs =
                LogGroup.Builder.create(this, "AccessLog")
                        .logGroupName("/aws/apigateway/" + settings.name())
                        .retention(RetentionDays.THREE_MONTHS)
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build();
        return CfnStage.AccessLogSettingsProperty.builder()
                .destinationArn(logs.getLogGroupArn())
                .format(Stack.of(this).toJsonString(new TreeMap<>(ACCESS_LOG)))
                .build();
    }

    private DomainMappingOptions mapping(Settings.Domain domain) {
        var name =
                DomainName.Builder.create(this, "Domain")
                        .domainName(domain.name())
                        .certificate(
                                Certificate.fromCertificateArn(
                                        this, "Certificate", domain.certificateArn()))
                        .securityPolicy(SecurityPolicy.TLS_1_2)
                        .build();
        CfnOutput.Builder.create(this, "DomainTarget")
                .description("Where the name is to point, as a CNAME or an alias")
                .value(name.getRegionalDomainName())
                .build()
                .overrideLogicalId("DomainTarget");
        return DomainMappingOptions.builder().domainName(name).build();
    }

    private String url(Settings settings) {
        return settings.domain()
                .map(domain -> "https://" + domain.name())
                .orElseGet(http::getApiEndpoint);
    }

    HttpApi http() {
        return http;
    }
}
