package dev.tollgate.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.testing.Race;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

final class CreateTablesTest {
    @Test
    void createsEachOnceWhenSeveralDoItAtOnce() throws InterruptedException, ExecutionException {
        LocalTables.shared();
        var tables = Dynamo.connect("raced_");

        Race.of(
                4,
                _ ->
                        () -> {
                            tables.createTables();
                            return true;
                        });

        assertThat(tables.client().listTables().tableNames())
                .containsAll(Arrays.stream(Table.values()).map(tables::name).toList());
    }
}
