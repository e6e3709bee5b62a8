package dev.tidegate.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TestMongoTest {
    @Test
    void failsWhenTheChosenMongodIsNotThere() {
        Map<String, String> environment = Map.of(TestMongo.VARIABLE, TestMongo.MONGOD, "PATH", "/nowhere");
        assertThatThrownBy(() -> TestMongo.start(environment))
                .hasMessage("TIDEGATE_TEST_MONGODB is mongod, but there is none: set TIDEGATE_MONGOD to its binary or"
                        + " put it on the PATH");
    }

    @Test
    void namesTheChoices() {
        for (String wrong : new String[] {"docker", "docker:", "mongo:7.0"}) {
            assertThatThrownBy(() -> TestMongo.start(Map.of(TestMongo.VARIABLE, wrong)))
                    .hasMessage("TIDEGATE_TEST_MONGODB is " + wrong + ": use stand-in, mongod, or docker:mongo:7.0");
        }
    }
}
