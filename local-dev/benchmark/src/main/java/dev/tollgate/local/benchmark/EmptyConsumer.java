package dev.tollgate.local.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.local.gateway.lambda.Bytes;
import dev.tollgate.local.gateway.lambda.Invoked;
import dev.tollgate.local.gateway.lambda.Lambda;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** A function that tells of the messages it gets and does nothing else. */
record EmptyConsumer(Consumer<String> told) implements Lambda {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public Invoked invoke(Bytes event) {
        try {
            for (JsonNode message : JSON.readTree(event.array()).path("Records")) {
                told.accept(message.path("body").asText());
            }
            return new Invoked.Answered(Bytes.utf8("{}"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {}
}
