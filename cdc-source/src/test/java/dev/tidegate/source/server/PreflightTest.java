package dev.tidegate.source.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class PreflightTest {
    @Test
    void refusesStandaloneAndSaysWhatToDo() {
        assertThatThrownBy(() -> Preflight.checkDeployment(hello("{isWritablePrimary: true}"), "db:27017"))
                .isInstanceOf(UnsupportedSourceException.class)
                .hasMessageContaining("db:27017 is a standalone mongod")
                .hasMessageContaining("--replSet")
                .hasMessageContaining("rs.initiate()");
    }

    @Test
    void refusesReplicaSetThatIsNotInitiated() {
        assertThatThrownBy(() -> Preflight.checkDeployment(hello("{isreplicaset: true}"), "db:27017"))
                .isInstanceOf(UnsupportedSourceException.class)
                .hasMessageContaining("rs.initiate()");
    }

    @Test
    void refusesShardedCluster() {
        assertThatThrownBy(() -> Preflight.checkDeployment(hello("{msg: 'isdbgrid'}"), "db:27017"))
                .isInstanceOf(UnsupportedSourceException.class)
                .hasMessageContaining("sharded cluster");
    }

    @Test
    void acceptsMemberOfReplicaSet() {
        assertThatCode(() -> Preflight.checkDeployment(hello("{setName: 'rs0'}"), "db:27017"))
                .doesNotThrowAnyException();
    }

    @Test
    void namesEveryCollectionThatCannotBeRead() {
        Map<String, CollectionInfo> existing = Map.of(
                "v", new CollectionInfo("v", "view", false, Optional.empty()),
                "t", new CollectionInfo("t", "timeseries", false, Optional.empty()),
                "c", new CollectionInfo("c", "collection", true, Optional.empty()),
                "plain", new CollectionInfo("plain", "collection", false, Optional.empty()),
                "unmapped", new CollectionInfo("unmapped", "view", false, Optional.empty()));
        assertThatThrownBy(() -> Preflight.checkCollections("db", List.of("v", "t", "c", "plain", "absent"), existing))
                .isInstanceOf(UnsupportedSourceException.class)
                .hasMessageContaining("db.v is a view")
                .hasMessageContaining("db.t is a time-series collection")
                .hasMessageContaining("db.c is a capped collection")
                .hasMessageNotContaining("plain")
                .hasMessageNotContaining("unmapped");
    }

    private static Hello hello(String json) {
        return new Hello(BsonDocument.parse(json));
    }
}
