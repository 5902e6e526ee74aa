package dev.tollgate.local.gateway;

import dev.tollgate.lambda.Environment;
import dev.tollgate.lambda.LambdaFunction;
import dev.tollgate.local.gateway.lambda.Bytes;
import dev.tollgate.local.gateway.lambda.Invoked;
import dev.tollgate.local.servers.Receiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A gate of a test's own, with an administrator, a policy that allows all, and a receiver. */
public final class RunningGate implements AutoCloseable {
    /** Of the administrator. */
    public static final String PASSWORD = "the password";

    private static final String USER = "admin";
    private static final Map<String, String> WITH_PASSWORD =
            Map.of("AGENT_GATEWAY_ADMIN_PASS", PASSWORD);

    private final Started started = new Started();
    private final Map<String, String> settings;
    private final Backing backing;
    private final Gate gate;
    private final Receiver receiver;
    private final Client owner;

    private RunningGate(
            Function<Started, Backing> servers,
            Optional<Gate.Isolation> isolation,
            Map<String, String> settings,
            Function<Aws, Map<String, String>> more) {
        this.settings = Map.copyOf(settings);
        try {
            backing = servers.apply(started);
            gate =
                    Gate.start(
                            backing,
                            new Gate.Plan(0, isolation, variables(more)),
                            Environment.ofProcess(),
                            started);
            receiver = started.add(Receiver.start());
            owner = signIn();
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    static RunningGate inThisJvm() {
        return inThisJvm(_ -> Map.of());
    }

    /** With those variables, made once the servers run. */
    static RunningGate inThisJvm(Function<Aws, Map<String, String>> variables) {
        return new RunningGate(RunningGate::servers, Optional.empty(), WITH_PASSWORD, variables);
    }

    /** With those settings over the usual ones. */
    public static RunningGate inThisJvm(Map<String, String> settings) {
        var all = new HashMap<>(WITH_PASSWORD);
        all.putAll(settings);
        return new RunningGate(RunningGate::servers, Optional.empty(), all, _ -> Map.of());
    }

    static RunningGate isolated(Gate.Isolation isolation) {
        return isolated(isolation, _ -> Map.of());
    }

    /** With those variables, made once the servers run. */
    static RunningGate isolated(
            Gate.Isolation isolation, Function<Aws, Map<String, String>> variables) {
        return new RunningGate(
                RunningGate::servers, Optional.of(isolation), WITH_PASSWORD, variables);
    }

    /**
     * In this JVM, with servers that somebody else started.
     *
     * @param passwordSecret the name of the secret that {@link #PASSWORD} is in
     */
    public static RunningGate over(Backing backing, String passwordSecret) {
        return new RunningGate(
                _ -> backing,
                Optional.empty(),
                Map.of("AGENT_GATEWAY_ADMIN_PASS_SECRET", passwordSecret),
                _ -> Map.of());
    }

    private static Backing servers(Started started) {
        return Backing.start(Optional.empty(), started);
    }

    /** Another over the same data, with those settings: its functions remember nothing. */
    public RunningGate restarted() {
        return new RunningGate(_ -> backing, Optional.empty(), settings, _ -> Map.of());
    }

    private Map<String, String> variables(Function<Aws, Map<String, String>> more) {
        var variables = new HashMap<>(settings);
        variables.put("AGENT_GATEWAY_ADMIN_USER", USER);
        variables.put("EXTERNAL_AGENT_WEBHOOK_TIMEOUT_SECONDS", "2");
        var aws = new Aws(backing);
        aws.point();
        variables.putAll(more.apply(aws));
        return variables;
    }

    private Client signIn() {
        var anyone = anyone();
        var token =
                anyone.post(
                                "/admin/login",
                                "{\"username\": \"%s\", \"password\": \"%s\"}"
                                        .formatted(USER, PASSWORD))
                        .expect(200)
                        .body()
                        .path("token")
                        .asText();
        return anyone.as(token);
    }

    Gate gate() {
        return gate;
    }

    public Backing backing() {
        return backing;
    }

    public Receiver receiver() {
        return receiver;
    }

    public URI endpoint() {
        return gate.endpoint();
    }

    /** Without a credential. */
    public Client anyone() {
        return Client.of(endpoint());
    }

    /** The administrator. */
    public Client owner() {
        return owner;
    }

    /** With a new API key of those scopes. */
    public Client key(String... scopes) {
        var body =
                owner.post(
                                "/api/api-keys",
                                "{\"name\": \"test\", \"scopes\": [\"%s\"]}"
                                        .formatted(String.join("\", \"", scopes)))
                        .expect(201)
                        .body();
        return anyone().as(body.path("key").asText());
    }

    /** Allows calls of agents in that environment. */
    public void allow(String environment) {
        owner.post(
                        "/api/policies",
                        """
                        {"policy_id": "allow_%1$s", "name": "Allow %1$s", "effect": "allow",
                         "priority": 100,
                         "conditions": [{"type": "environment", "environments": ["%1$s"]}]}\
                        """
                                .formatted(environment))
                .expect(201, 409);
    }

    /** The id of a new agent at that path of the receiver; {@code more} fields end with a comma. */
    public String agent(String path, String more) {
        return owner.post(
                        "/api/external-agents",
                        """
                        {"name": "%s", "platform": "custom_http", %s "webhook_url": "%s"}\
                        """
                                .formatted(UUID.randomUUID(), more, receiver.at(path)))
                .expect(201)
                .body()
                .path("id")
                .asText();
    }

    /** Does what is done every minute, now. */
    public void maintain() {
        var maintenance =
                Objects.requireNonNull(gate.functions().get(LambdaFunction.MAINTENANCE.id()));
        var done = maintenance.invoke(Bytes.utf8("{}"));
        if (!(done instanceof Invoked.Answered)) {
            throw new IllegalStateException("maintenance: " + done);
        }
    }

    /** Copies what is archived into that directory. */
    public void fetchArchive(Path directory) {
        try (var s3 = new Aws(backing).s3()) {
            s3.listObjectsV2Paginator(list -> list.bucket(Resources.ARCHIVE)).contents().stream()
                    .map(S3Object::key)
                    .forEach(key ->
                            s3.getObject(
                                    get -> get.bucket(Resources.ARCHIVE).key(key),
                                    within(directory, key)));
        }
    }

    private static Path within(Path directory, String key) {
        try {
            Files.createDirectories(directory.resolve(key).resolveSibling("."));
            return directory.resolve(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String invoke(String agent) {
        return "/api/external-agents/" + agent + "/invoke";
    }

    @Override
    public void close() {
        started.close();
    }
}
