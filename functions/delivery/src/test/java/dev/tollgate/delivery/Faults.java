package dev.tollgate.delivery;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stops the function at a step: a call of one of its ports. Before the step it has no effect, after
 * it the effect is there but nobody is told.
 */
final class Faults {
    /** What the function dies of. */
    static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1;

        Died(String step) {
            super("died " + step);
        }
    }

    private final int fatal;
    private final boolean after;
    private final AtomicInteger steps = new AtomicInteger();

    Faults(int fatal, boolean after) {
        this.fatal = fatal;
        this.after = after;
    }

    static Faults none() {
        return new Faults(-1, false);
    }

    /** Whether the step was reached. */
    boolean happened() {
        return steps.get() > fatal;
    }

    <T> T in(Class<T> port, T real) {
        return port.cast(
                Proxy.newProxyInstance(
                        port.getClassLoader(),
                        new Class<?>[] {port},
                        (proxy, method, arguments) -> {
                            boolean now = steps.getAndIncrement() == fatal;
                            if (now && !after) {
                                throw new Died("before " + method.getName());
                            }
                            var result = call(real, method, arguments);
                            if (now) {
                                throw new Died("after " + method.getName());
                            }
                            return result;
                        }));
    }

    private static @Nullable Object call(
            Object real, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
