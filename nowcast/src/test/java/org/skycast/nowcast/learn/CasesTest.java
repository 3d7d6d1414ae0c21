package org.skycast.nowcast.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.learn.Cases.Case;
import org.skycast.nowcast.learn.Cases.OfEvent;
import org.skycast.nowcast.learn.Cases.OfVariable;

/** What waits for its truth is kept packed; it is what a plain list of it would be. */
class CasesTest {

    private static final Levels LEVELS = new Levels(List.of(0.1, 0.5, 0.9));

    private final Random random = new Random(3);

    private Case any(int now) {
        int due = now + 10 * random.nextInt(25);
        if (random.nextInt(3) == 0) {
            return new OfEvent(due, random.nextInt(3), random.nextInt(4), random.nextFloat());
        }
        double[] model = {random.nextFloat(), random.nextFloat(), random.nextFloat()};
        var outlook = new Outlook(
                random.nextFloat(),
                random.nextFloat(),
                random.nextFloat(),
                random.nextFloat(),
                model,
                random.nextInt(Slots.PARTS));
        return new OfVariable(due, random.nextInt(6), random.nextInt(4), outlook);
    }

    /** Arrays have no equality of their own. */
    private static List<Object> told(Case one) {
        return one instanceof OfVariable of
                ? List.of(
                        of.minutes(),
                        of.target(),
                        of.anchor(),
                        of.outlook().newest(),
                        of.outlook().dayStep(),
                        of.outlook().departure(),
                        of.outlook().lastHour(),
                        Arrays.toString(of.outlook().model()),
                        of.outlook().part())
                : List.of(one);
    }

    @Test
    void theyAreWhatAListOfThemWouldBe() {
        List<Case> expected = new ArrayList<>();
        Cases cases = Cases.read(LEVELS, new byte[0]);
        for (int now = 0; now < 3_000; now += 10) {
            int slot = now;
            boolean comes = random.nextInt(10) > 0;
            List<List<Object>> given = new ArrayList<>();
            cases.settle(slot, one -> given.add(told(one)) && comes, slot - 120);
            assertThat(given)
                    .containsExactlyElementsOf(expected.stream()
                            .filter(one -> one.minutes() == slot)
                            .map(CasesTest::told)
                            .toList());
            expected.removeIf(one -> comes && one.minutes() == slot || one.minutes() < slot - 120);
            // More at once than there is room for at first.
            for (int i = random.nextInt(150); i > 0; i--) {
                Case one = any(now);
                expected.add(one);
                cases.add(one);
            }
            Cases anew = Cases.read(LEVELS, new byte[0]);
            expected.forEach(anew::add);
            assertThat(cases.pack()).isEqualTo(anew.pack());
            cases = Cases.read(LEVELS, cases.pack());
        }
        assertThat(expected).hasSizeGreaterThan(100);
    }
}
