package dev.tollgate.local.servers;

/**
 * Starts the servers that are processes, prints their process ids in one line, and waits to be
 * killed.
 */
final class Guardian {
    private Guardian() {}

    public static void main(String[] args) throws InterruptedException {
        System.out.println(
                "%d %d %d"
                        .formatted(
                                DynamoDbServer.inMemory().pid(),
                                RedisServer.inMemory().pid(),
                                SqsServer.inMemory().pid()));
        Thread.sleep(60_000);
    }
}
