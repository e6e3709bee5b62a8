package dev.tidegate.transform.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStateTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-30T16:00:00Z"), ZoneOffset.UTC);
    private static final String APPLICATION = "shop.transform";
    private static final StateOrigin ORIGIN =
            new StateOrigin("shop", "cluster-1", Map.of("shop.raw.orders", "a", "shop.transform-x-changelog", "b"));

    @TempDir
    Path directory;

    @Test
    void notesItsOriginInANewFolder() throws IOException {
        use(ORIGIN);
        assertThat(names()).containsExactly(APPLICATION, APPLICATION + ".lock");
        assertThat(Files.readString(folder().resolve("tidegate-origin.json")))
                .isEqualTo("{\"migration\": \"shop\", \"cluster\": \"cluster-1\", \"topics\":"
                        + " {\"shop.raw.orders\": \"a\", \"shop.transform-x-changelog\": \"b\"}}\n");
    }

    @Test
    void keepsAFolderOfTheSameOrigin() throws IOException {
        use(ORIGIN);
        store("rocks");
        use(ORIGIN);
        assertThat(folder().resolve("rocks")).exists();
        assertThat(names()).hasSize(2);
    }

    @Test
    void addsTopicsThatWereMadeLater() throws IOException {
        use(ORIGIN);
        store("rocks");
        StateOrigin more = new StateOrigin(
                "shop",
                "cluster-1",
                Map.of("shop.raw.orders", "a", "shop.transform-x-changelog", "b", "shop.transform-y-changelog", "c"));
        use(more);
        assertThat(folder().resolve("rocks")).exists();
        assertThat(noted()).isEqualTo(more);
    }

    @Test
    void setsAFolderOfAnotherClusterAside() throws IOException {
        use(ORIGIN);
        store("rocks");
        StateOrigin other = new StateOrigin("shop", "cluster-2", ORIGIN.topics());
        use(other);
        assertThat(folder().resolve("rocks")).doesNotExist();
        assertThat(directory.resolve(APPLICATION + ".set-aside-20261130T160000.000Z/rocks"))
                .exists();
        assertThat(noted()).isEqualTo(other);
    }

    /** Deletes of its changelogs are gone: the stores would keep what they deleted. */
    @Test
    void setsAFolderAsideThatWasLastUsedLongAgo() throws IOException {
        use(ORIGIN);
        store("rocks");
        used(Duration.ofDays(29));
        use(ORIGIN);
        assertThat(names()).hasSize(2);
        assertThat(wasUsedLately()).isTrue();
        used(Duration.ofDays(31));
        assertThat(wasUsedLately()).isFalse();
        use(ORIGIN);
        assertThat(names()).contains(APPLICATION + ".set-aside-20261130T160000.000Z");
        assertThat(folder().resolve("rocks")).doesNotExist();
        assertThat(wasUsedLately()).isFalse();
    }

    private void used(Duration ago) {
        try (LocalState state = LocalState.lock(directory, APPLICATION, Clock.offset(CLOCK, ago.negated()))) {
            state.used();
        }
    }

    private boolean wasUsedLately() {
        try (LocalState state = LocalState.lock(directory, APPLICATION, CLOCK)) {
            return state.wasUsedLately();
        }
    }

    @Test
    void setsAFolderAsideWhoseTopicWasMadeAgain() throws IOException {
        use(ORIGIN);
        use(new StateOrigin("shop", "cluster-1", Map.of("shop.raw.orders", "z", "shop.transform-x-changelog", "b")));
        assertThat(names()).contains(APPLICATION + ".set-aside-20261130T160000.000Z");
    }

    @Test
    void setsAFolderAsideWhoseTopicIsGone() throws IOException {
        use(ORIGIN);
        use(new StateOrigin("shop", "cluster-1", Map.of("shop.raw.orders", "a")));
        assertThat(names()).contains(APPLICATION + ".set-aside-20261130T160000.000Z");
    }

    /** An older build wrote none; a disk may have damaged it. */
    @Test
    void setsAFolderAsideWhoseNoteIsMissingOrUnreadable() throws IOException {
        Files.createDirectories(folder().resolve("0_0"));
        use(ORIGIN);
        assertThat(directory.resolve(APPLICATION + ".set-aside-20261130T160000.000Z/0_0"))
                .exists();
        for (String damaged : List.of("", "{", "[]", "{\"cluster\": 1}")) {
            delete(APPLICATION + ".set-aside-20261130T160000.000Z");
            Files.writeString(folder().resolve("tidegate-origin.json"), damaged);
            use(ORIGIN);
            assertThat(names()).as(damaged).contains(APPLICATION + ".set-aside-20261130T160000.000Z");
            assertThat(noted()).isEqualTo(ORIGIN);
        }
    }

    /** What a process leaves that dies between the steps: the folder is of one origin, or is not there. */
    @Test
    void goesOnWhereAnotherProcessDied() throws IOException {
        Files.createDirectories(directory.resolve(APPLICATION + ".new"));
        Files.writeString(directory.resolve(APPLICATION + ".new/tidegate-origin.json.new"), "{\"migr");
        use(ORIGIN);
        assertThat(noted()).isEqualTo(ORIGIN);
        assertThat(names()).containsExactly(APPLICATION, APPLICATION + ".lock");
        Files.writeString(folder().resolve("tidegate-origin.json.new"), "{\"migr");
        store("rocks");
        use(ORIGIN);
        assertThat(folder().resolve("rocks")).exists();
    }

    @Test
    void isForOneInstanceAtATime() {
        try (LocalState first = LocalState.lock(directory, APPLICATION, CLOCK)) {
            first.use(ORIGIN);
            assertThatThrownBy(() -> LocalState.lock(directory, APPLICATION, CLOCK))
                    .hasMessageContaining("is the stage running with it already?")
                    .hasMessageContaining(directory.toString());
            LocalState.lock(directory, "another.transform", CLOCK).close();
        }
        use(ORIGIN);
    }

    @Test
    void defaultFolderNamesClusterAndMigration() {
        assertThat(LocalState.defaultDirectory("shop", "MkU3OEVBNTcwNTJENDM2Qg").toString())
                .endsWith("/.tidegate/state/MkU3OEVBNTcwNTJENDM2Qg/shop");
        assertThat(LocalState.defaultDirectory("shop", "../a b").toString()).endsWith("/state/___a_b/shop");
    }

    private void use(StateOrigin origin) {
        try (LocalState state = LocalState.lock(directory, APPLICATION, CLOCK)) {
            state.use(origin);
        }
    }

    private StateOrigin noted() {
        try (LocalState state = LocalState.lock(directory, APPLICATION, CLOCK)) {
            return state.noted().orElseThrow();
        }
    }

    private Path folder() {
        return directory.resolve(APPLICATION);
    }

    private void store(String name) throws IOException {
        Files.writeString(folder().resolve(name), "");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void delete(String name) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve(name))) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
