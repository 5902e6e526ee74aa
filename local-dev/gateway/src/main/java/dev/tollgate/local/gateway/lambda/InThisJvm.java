package dev.tollgate.local.gateway.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import dev.tollgate.lambda.Environment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A function built once in this JVM, called by many threads. Events and answers pass through
 * Lambda's own serialization in both directions, so that a function sees here what it sees there.
 */
public final class InThisJvm<E, R> implements Lambda {
    private static final Logger LOG = LoggerFactory.getLogger(InThisJvm.class);

    private final String name;
    private final Duration timeout;
    private final RequestHandler<E, R> handler;
    private final PojoSerializer<E> events;
    private final PojoSerializer<? super R> answers;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private InThisJvm(
            String name,
            Duration timeout,
            RequestHandler<E, R> handler,
            PojoSerializer<E> events,
            PojoSerializer<? super R> answers) {
        this.name = name;
        this.timeout = timeout;
        this.handler = handler;
        this.events = events;
        this.answers = answers;
    }

    /** Builds the function with those settings. */
    public static <E, R> Lambda start(Deployed<E, R> function, Environment settings) {
        return new InThisJvm<>(
                function.fullName(),
                function.timeout(),
                function.build().apply(settings),
                serializer(function.event()),
                serializer(function.answer()));
    }

    @Override
    public Invoked invoke(Bytes event) {
        long deadline = System.nanoTime() + timeout.toNanos();
        var running = threads.submit(() -> run(event, deadline));
        try {
            return running.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            running.cancel(true);
            LOG.error("{} timed out after {}", name, timeout);
            return new Invoked.TimedOut();
        } catch (ExecutionException e) {
            // Whatever a function throws, errors too, is Lambda's to report and not ours to die of.
            LOG.error("{} failed", name, e.getCause());
            return failed(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            running.cancel(true);
            Thread.currentThread().interrupt();
            return failed(e);
        }
    }

    private Invoked run(Bytes event, long deadline) {
        var context = new LocalContext(name, UUID.randomUUID().toString(), deadline);
        var answer =
                handler.handleRequest(
                        events.fromJson(new ByteArrayInputStream(event.array())), context);
        var bytes = new ByteArrayOutputStream();
        answers.toJson(answer, bytes);
        return Sandbox.sized(Bytes.of(bytes.toByteArray()));
    }

    private static Invoked failed(Throwable fault) {
        return new Invoked.Failed(fault.getClass().getName(), String.valueOf(fault.getMessage()));
    }

    private static <T> PojoSerializer<T> serializer(Class<T> type) {
        return LambdaEventSerializers.isLambdaSupportedEvent(type.getName())
                ? LambdaEventSerializers.serializerFor(type, InThisJvm.class.getClassLoader())
                : JacksonFactory.getInstance().getSerializer(type);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
