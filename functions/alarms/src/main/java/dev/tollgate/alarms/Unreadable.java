package dev.tollgate.alarms;

/** A notification that is none of an alarm; reading it again would not help. */
final class Unreadable extends Exception {
    Unreadable(String why) {
        super(why);
    }
}
