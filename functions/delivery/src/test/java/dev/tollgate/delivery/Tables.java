package dev.tollgate.delivery;

import dev.tollgate.dynamodb.Dynamo;
import dev.tollgate.local.servers.DynamoDbServer;
import dev.tollgate.local.servers.LocalAccount;

/** All tables on one DynamoDB Local, made once; each test uses an organisation of its own. */
final class Tables {
    private Tables() {}

    static Dynamo shared() {
        return Shared.TABLES;
    }

    private static final class Shared {
        static final Dynamo TABLES = create();

        private static Dynamo create() {
            System.setProperty("aws.region", LocalAccount.REGION);
            System.setProperty("aws.accessKeyId", LocalAccount.ACCESS_KEY_ID);
            System.setProperty("aws.secretAccessKey", LocalAccount.SECRET_ACCESS_KEY);
            System.setProperty(
                    "aws.endpointUrlDynamoDb", DynamoDbServer.shared().endpoint().toString());
            var tables = Dynamo.connect("delivery_");
            tables.createTables();
            return tables;
        }
    }
}
