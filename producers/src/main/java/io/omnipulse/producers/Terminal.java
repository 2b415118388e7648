package io.omnipulse.producers;

import java.io.Console;

/**
 * Whether somebody looks: progress on a terminal is written over, elsewhere it is said now and
 * then.
 */
public final class Terminal {
    private Terminal() {}

    /**
     * From Java 22 on there is a console without a terminal too, and a method that tells them
     * apart.
     */
    @SuppressWarnings("SystemConsoleNull")
    public static boolean isOne() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException e) {
            return true; // before Java 22 a console is a terminal
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Console.isTerminal() cannot be called.", e);
        }
    }
}
