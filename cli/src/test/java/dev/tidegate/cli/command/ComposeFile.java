package dev.tidegate.cli.command;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The stack's file, as far as tests read it. */
record ComposeFile(Map<String, Object> content) {
    static final Path PATH = Path.of("..", "docker-compose.yml");

    static ComposeFile read() throws IOException {
        try (Reader text = Files.newBufferedReader(PATH)) {
            return new ComposeFile(map(new Yaml(new SafeConstructor(new LoaderOptions())).load(text)));
        }
    }

    List<Service> services() {
        List<Service> services = new ArrayList<>();
        map(content.get("services")).forEach((name, service) -> services.add(new Service(name, map(service))));
        return services;
    }

    /** Those that are built from this repository. */
    List<Service> tidegateServices() {
        return services().stream()
                .filter(service -> service.content().containsKey("build"))
                .toList();
    }

    record Service(String name, Map<String, Object> content) {
        List<String> command() {
            return strings(content.get("command"));
        }

        Map<String, String> environment() {
            Map<String, String> environment = new LinkedHashMap<>();
            map(content.get("environment")).forEach((key, value) -> environment.put(key, String.valueOf(value)));
            return environment;
        }

        /** The shell command of {@code CMD-SHELL}, or the words of {@code CMD}, without that first word. */
        List<String> healthcheck() {
            List<String> test = strings(map(content.get("healthcheck")).get("test"));
            return test.subList(1, test.size());
        }

        /** Each service that must be there first, and what must be so of it. */
        Map<String, String> dependencies() {
            Map<String, String> dependencies = new LinkedHashMap<>();
            map(content.get("depends_on"))
                    .forEach((other, how) -> dependencies.put(other, String.valueOf(map(how).get("condition"))));
            return dependencies;
        }
    }

    private static Map<String, Object> map(Object yaml) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (yaml instanceof Map<?, ?> entries) {
            entries.forEach((key, value) -> map.put(String.valueOf(key), value));
        }
        return map;
    }

    private static List<String> strings(Object yaml) {
        return yaml instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
    }
}
