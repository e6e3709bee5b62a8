package dev.tidegate.embedded.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/** The main class of a child JVM: runs the real one, and halts when the parent, which holds standard input, is gone. */
public final class ParentWatch {
    private ParentWatch() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        Thread watch = new Thread(ParentWatch::haltWithParent, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        String[] rest = Arrays.copyOfRange(args, 1, args.length);
        try {
            Method main = Class.forName(args[0]).getDeclaredMethod("main", String[].class);
            main.setAccessible(true);
            main.invoke(null, (Object) rest);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(args[0] + " failed", e.getCause());
        }
    }

    private static void haltWithParent() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            System.err.println("the parent's pipe broke: " + e.getMessage());
        }
        Runtime.getRuntime().halt(137);
    }
}
