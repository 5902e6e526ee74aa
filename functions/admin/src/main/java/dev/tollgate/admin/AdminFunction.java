package dev.tollgate.admin;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.tollgate.domain.Metrics;
import dev.tollgate.lambda.Edge;
import dev.tollgate.lambda.EmfMetrics;
import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.Route;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Sign in, API keys, health. */
public final class AdminFunction
        implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final Edge edge;

    public AdminFunction() {
        this(Environment.ofProcess());
    }

    public AdminFunction(Environment environment) {
        this(wire(environment));
    }

    AdminFunction(Ports ports) {
        var health = new Health();
        edge = new Edge(Map.of(Route.HEALTH, health::alive), ports.metrics(), ports.random());
    }

    /** What leaves the process, time and chance. */
    record Ports(Metrics metrics, InstantSource clock, RandomGenerator random) {}

    private static Ports wire(Environment environment) {
        return new Ports(EmfMetrics.of(environment), InstantSource.system(), new SecureRandom());
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return edge.answer(event, context);
    }
}
