package dev.tollgate.platforms;

import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.Execution.Broken;

/**
 * What it means that the reply to a question could not be read. The request for it was refused, but
 * the bot has the question: it may have done what was asked, and may charge for it.
 */
final class LostReply {
    private LostReply() {}

    static Execution of(Execution read) {
        return switch (read) {
            case Execution.Rejected(var status, _) -> answered(status);
            case Execution.Failed(var status, _, _) -> answered(status);
            case Execution.Unreachable(var reason) -> lost(reason);
            case Execution.Blocked(var reason) -> lost(reason);
            case Execution.NoToken(var reason, _) -> lost(reason);
            case Execution.Answered it -> it;
            case Execution.TimedOut it -> it;
            case Broken it -> it;
            case Execution.TooLarge it -> it;
        };
    }

    private static Broken answered(int status) {
        return lost("Direct Line answered with status " + status + ".");
    }

    private static Broken lost(String reason) {
        return new Broken("The bot was asked, but its reply could not be read. " + reason);
    }
}
