package dev.tollgate.local.gateway.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.tollgate.local.servers.LocalAccount;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Lambda tells a function of the invocation, for functions in this JVM. */
final class LocalContext implements Context {
    private static final Logger LOG = LoggerFactory.getLogger(LocalContext.class);

    private final String functionName;
    private final String requestId;
    private final long deadline;

    /** {@code deadline} is a time of {@link System#nanoTime}. */
    LocalContext(String functionName, String requestId, long deadline) {
        this.functionName = functionName;
        this.requestId = requestId;
        this.deadline = deadline;
    }

    static String arn(String functionName) {
        return "arn:aws:lambda:%s:%s:function:%s"
                .formatted(LocalAccount.REGION, LocalAccount.ID, functionName);
    }

    @Override
    public String getAwsRequestId() {
        return requestId;
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/" + functionName;
    }

    @Override
    public String getLogStreamName() {
        return "local";
    }

    @Override
    public String getFunctionName() {
        return functionName;
    }

    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
        return arn(functionName);
    }

    @Override
    public CognitoIdentity getIdentity() {
        throw new UnsupportedOperationException("no Cognito here");
    }

    @Override
    public ClientContext getClientContext() {
        throw new UnsupportedOperationException("no mobile client here");
    }

    @Override
    public int getRemainingTimeInMillis() {
        return (int) Math.max(0, Duration.ofNanos(deadline - System.nanoTime()).toMillis());
    }

    @Override
    public int getMemoryLimitInMB() {
        return Sandbox.MEMORY_MB;
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                LOG.info("{}", message);
            }

            @Override
            public void log(byte[] message) {
                log(new String(message, StandardCharsets.UTF_8));
            }
        };
    }
}
