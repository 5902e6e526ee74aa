package dev.tollgate.platforms;

import com.sun.net.httpserver.HttpExchange;
import dev.tollgate.local.servers.Behaviour;
import dev.tollgate.local.servers.ReceivedRequest;
import java.io.IOException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/** A platform that for some of its requests is not itself. */
final class Script implements Behaviour {
    private record Otherwise(int at, Behaviour behaviour) {}

    private final Behaviour usual;
    private final Deque<Otherwise> others = new ConcurrentLinkedDeque<>();
    private final AtomicInteger count = new AtomicInteger();

    Script(Behaviour usual) {
        this.usual = usual;
    }

    /** The request of that number, from 0, is answered so. */
    Script at(int number, Behaviour behaviour) {
        others.add(new Otherwise(number, behaviour));
        return this;
    }

    @Override
    public void answer(HttpExchange exchange, ReceivedRequest request)
            throws IOException, InterruptedException {
        int number = count.getAndIncrement();
        for (var other : others) {
            if (other.at() == number) {
                other.behaviour().answer(exchange, request);
                return;
            }
        }
        usual.answer(exchange, request);
    }
}
