package dev.tollgate.platforms;

import dev.tollgate.domain.outbound.Execution;
import dev.tollgate.domain.outbound.Execution.Broken;
import dev.tollgate.domain.outbound.Execution.Unreachable;

/**
 * What a failed request means for the question. That takes several requests, and only one asks the
 * bot to do something that it may charge for.
 */
final class Unanswered {
    private Unanswered() {}

    /** The question was not even sent. */
    static Execution beforeAsking(Execution why) {
        return switch (why) {
            case Execution.Failed it -> it.mayHaveRun() ? unasked(status(it.status())) : it;
            case Execution.TimedOut(var after) ->
                    unasked("Direct Line did not answer within " + after.toMillis() + " ms.");
            case Broken(var reason) -> unasked(reason);
            case Execution.TooLarge(var reason) -> unasked(reason);
            case Execution.Answered it -> it;
            case Execution.Rejected it -> it;
            case Unreachable it -> it;
            case Execution.Blocked it -> it;
            case Execution.NoToken it -> it;
        };
    }

    /** The bot has the question, whatever became of the requests for its reply. */
    static Execution afterAsking(Execution why) {
        return switch (why) {
            case Execution.Rejected(var status, _) -> lost(status(status));
            case Execution.Failed(var status, _, _) -> lost(status(status));
            case Unreachable(var reason) -> lost(reason);
            case Execution.Blocked(var reason) -> lost(reason);
            case Execution.NoToken(var reason, _) -> lost(reason);
            case Execution.Answered it -> it;
            case Execution.TimedOut it -> it;
            case Broken it -> it;
            case Execution.TooLarge it -> it;
        };
    }

    private static Unreachable unasked(String reason) {
        return new Unreachable("The bot was not asked. " + reason);
    }

    private static Broken lost(String reason) {
        return new Broken("The bot was asked, but its reply could not be read. " + reason);
    }

    private static String status(int status) {
        return "Direct Line answered with status " + status + ".";
    }
}
