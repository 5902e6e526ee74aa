package dev.tollgate.governance;

import dev.tollgate.domain.admission.RateRule;
import dev.tollgate.domain.admission.RateState;
import dev.tollgate.domain.admission.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rate windows of one scope. A window without a limit is not counted and shows {@code null}.
 */
final class RateView {
    private final boolean failOpen;

    /** {@code failOpen}: whether calls go on while the counters do not answer. */
    RateView(boolean failOpen) {
        this.failOpen = failOpen;
    }

    Map<String, @Nullable Object> of(Status status) {
        var states = status.counted().orElse(List.of());
        var remaining = states.stream().map(RateState::remaining).min(Integer::compare);
        var unknown = status.counted().isEmpty() && !status.rates().isEmpty();
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("allowed", unknown ? failOpen : remaining.orElse(1) > 0);
        view.put("remaining", remaining.orElse(null));
        view.put("current_usage", windows(states, state -> state.rule().window(), RateState::used));
        view.put("limits", windows(status.rates(), RateRule::window, RateRule::calls));
        view.put("source", unknown ? "unavailable" : "counters");
        return view;
    }

    private static <T> Map<String, @Nullable Integer> windows(
            List<T> all, Function<T, Window> window, Function<T, Integer> value) {
        var view = new LinkedHashMap<String, @Nullable Integer>();
        for (var each : Window.values()) {
            view.put(
                    each.text(),
                    all.stream()
                            .filter(one -> window.apply(one) == each)
                            .findFirst()
                            .map(value)
                            .orElse(null));
        }
        return view;
    }
}
