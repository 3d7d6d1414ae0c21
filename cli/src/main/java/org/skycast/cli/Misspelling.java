package org.skycast.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says which command was meant, where a word is nearly one; all else is told as usual. */
final class Misspelling implements IParameterExceptionHandler {

    private static final int NEAR = 2;

    private final IParameterExceptionHandler usual;

    Misspelling(IParameterExceptionHandler usual) {
        this.usual = usual;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) throws Exception {
        CommandLine of = failure.getCommandLine();
        if (failure instanceof UnmatchedArgumentException unmatched
                && !of.getSubcommands().isEmpty()) {
            List<String> words = unmatched.getUnmatched();
            Optional<String> meant = words.isEmpty() ? Optional.empty() : nearest(words.get(0), of);
            if (meant.isPresent()) {
                of.getErr()
                        .printf(
                                "There is no command '%s'; did you mean '%s %s'?%n",
                                words.get(0), of.getCommandSpec().qualifiedName(), meant.get());
                return of.getCommandSpec().exitCodeOnInvalidInput();
            }
        }
        return usual.handleParseException(failure, arguments);
    }

    private static Optional<String> nearest(String word, CommandLine of) {
        return of.getSubcommands().keySet().stream()
                .filter(name -> distance(word, name) <= NEAR)
                .min(Comparator.comparingInt(name -> distance(word, name)));
    }

    /** How many letters are to be added, left out, changed or swapped with their neighbour. */
    static int distance(String one, String other) {
        int[][] steps = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                steps[i][j] = Math.min(steps[i - 1][j - 1] + change, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
                boolean isSwapped = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                if (isSwapped) {
                    steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
                }
            }
        }
        return steps[one.length()][other.length()];
    }
}
