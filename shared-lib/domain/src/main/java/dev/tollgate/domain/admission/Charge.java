package dev.tollgate.domain.admission;

import dev.tollgate.domain.Money;
import java.util.List;

/**
 * What one recorded call took of budgets.
 *
 * @param amount what it cost, or what it holds if it is open
 * @param open whether it is not over yet
 */
public record Charge(List<Draw> draws, Money amount, boolean open) {
    public Charge {
        draws = List.copyOf(draws);
    }
}
