package dev.tollgate.infrastructure;

import dev.tollgate.lambda.Environment;
import java.nio.file.Path;
import software.amazon.awscdk.App;

/** What {@code npx cdk} runs: writes the templates of all stacks. */
public final class TollgateApp {
    private TollgateApp() {}

    public static void main(String[] arguments) {
        var root = Path.of(Environment.ofProcess().text("TOLLGATE_ROOT"));
        var app = new App();
        try {
            Deployment.of(app, Settings.of(app.getNode()), new Packages(root));
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        app.synth();
    }
}
