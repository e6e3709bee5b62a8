package dev.tidegate.validator.ends;

import dev.tidegate.validator.ends.TwoEnds.Ends;
import java.util.UUID;
import org.bson.types.ObjectId;

/** A small migration with every kind of reference, and two documents that are well. */
public final class Workshop {
    public static final ObjectId ANN = new ObjectId("640000000000000000000001");
    public static final ObjectId BOB = new ObjectId("640000000000000000000002");
    public static final ObjectId THING = new ObjectId("650000000000000000000001");
    public static final ObjectId NOBODY = new ObjectId("6500000000000000000000aa");

    private static final String TABLES = """
            enums: {level: [low, high]}
            collections:
              people:
                columns: {name: text not null, email: text, active: boolean}
                indexes:
                  - {columns: [email], unique: true}
                  - {expression: 'lower("name")', unique: true, where: '"active"', name: people_active_name_key}
              notes: {ids: any, columns: {body: text}}
              things:
                columns:
                  name: text not null
                  owner: {type: uuid, references: {collection: people, on_delete: set_null}%1$s}
                  maker: {type: uuid, required: true, references: {collection: people, on_delete: restrict}%2$s}
                  subject:
                    type: uuid
                    references: {one_of: [{collection: people, on_delete: set_null}, {collection: notes, column: note}]}
                  note: {type: uuid, references: {collection: notes, on_delete: set_null}}
                  friends: {type: "uuid[]", references: people}
                  tags: "text[]"
                  at: timestamp(3)
                  lvl: level
                  data: jsonb
                  price: numeric
                children:
                  parts:
                    parent: thing_id
                    key: {ordinal: position}
                    columns:
                      supplier: {type: uuid, references: {collection: people, on_delete: set_null}}
                      checker: {type: uuid, required: true, references: {collection: people, on_delete: restrict}}
            junctions:
              thing_people:
                left: {collection: things, column: thing_id, array: people}
                right: {collection: people, column: person_id, array: things}
              note_people:
                left: {collection: notes, column: note_id, array: readers}
                right: {collection: people, column: person_id}
            """;

    private final Ends ends;

    private Workshop(Ends ends) {
        this.ends = ends;
    }

    public static Ends prepare(TwoEnds servers) {
        return prepare(servers, "", "", "");
    }

    /** @param policies the file's own @param owner of that column @param maker of that column: each as YAML */
    public static Ends prepare(TwoEnds servers, String policies, String owner, String maker) {
        Ends ends = servers.prepare(policies + TABLES.formatted(owner, maker));
        new Workshop(ends).fill();
        return ends;
    }

    private void fill() {
        person(ends, ANN, "Ann");
        person(ends, BOB, "Bob");
        ends.document("things", "{_id: {$oid: '" + THING + "'}, name: 'a', maker: {$oid: '" + ANN + "'}}");
        ends.sql("INSERT INTO things (id, name, maker, owner) VALUES ('" + thing(ends, THING) + "', 'a', '"
                + person(ends, ANN) + "', '" + person(ends, BOB) + "')");
    }

    public static void person(Ends ends, ObjectId id, String name) {
        ends.document("people", "{_id: {$oid: '" + id + "'}, name: '" + name + "'}");
        ends.sql("INSERT INTO people (id, name) VALUES ('" + person(ends, id) + "', '" + name + "')");
    }

    public static UUID person(Ends ends, ObjectId id) {
        return ends.id("people", id);
    }

    public static UUID thing(Ends ends, ObjectId id) {
        return ends.id("things", id);
    }
}
