package org.skycast.nowcast.alert;

/** Why a message was sent. */
public enum AlertReason {
    RAISED("The probability has reached what the rule warns from."),
    RAISED_AGAIN("It was over a short while ago, and is back."),
    LEVEL_UP("A worse level is reached."),
    LEVEL_DOWN("The worst level is over."),
    PROBABILITY("The probability is another."),
    ONSET("It is to begin at another time."),
    ENDS("It is to end at another time."),
    REFRESHED("It holds as before."),
    JUDGEABLE_AGAIN("It can be judged again, and it holds."),
    BELOW_CLEAR("The probability has fallen to what the rule clears at."),
    /** The forecast does not foretell it. */
    ABSENT("The forecasts do not foretell it, so it is not known whether it holds."),
    DEGRADED("The station no longer measures it, so it is not known whether it holds."),
    INCOMPLETE("The forecasts have too few measurements to go by, so it is not known whether it holds."),
    STALE("The station's readings are too old, so it is not known whether it holds."),
    NO_FORECAST("No forecast has come, so it is not known whether it holds."),
    NOT_SKILFUL("The forecasts are not skilful here, so it is not known whether it holds."),
    NOT_RENEWED("Nothing was known of it until it expired. That is no all-clear."),
    WITHDRAWN("The rule was withdrawn. That is no all-clear."),
    CHANGED("The rule was changed and now means something else. That is no all-clear."),
    NOT_FOR_STATION("The rule no longer holds at this station. That is no all-clear.");

    private final String sentence;

    AlertReason(String sentence) {
        this.sentence = sentence;
    }

    /** For people, in English. */
    public String sentence() {
        return sentence;
    }
}
