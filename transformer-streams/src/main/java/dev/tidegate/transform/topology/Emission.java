package dev.tidegate.transform.topology;

import dev.tidegate.events.row.TableRow;
import dev.tidegate.transform.state.ReferenceMessage;

/** What a processor sends on; the record's key is in bytes already. */
sealed interface Emission {

    /** The record's value; null for a tombstone. */
    byte[] bytes();

    /** @param row null when the row is deleted */
    record RowChange(TableTopic topic, TableRow row) implements Emission {
        @Override
        public byte[] bytes() {
            return row == null ? null : topic.bytes(row);
        }
    }

    /**
     * One end of a junction holds an edge, or holds it no longer.
     *
     * @param isStray the row is there although no end may ever have held it
     */
    record EdgeClaim(boolean left, boolean present, boolean isStray) implements Emission {
        private static final int LEFT = 1;
        private static final int PRESENT = 2;
        private static final int STRAY = 4;

        static EdgeClaim of(byte[] bytes) {
            return new EdgeClaim((bytes[0] & LEFT) != 0, (bytes[0] & PRESENT) != 0, (bytes[0] & STRAY) != 0);
        }

        @Override
        public byte[] bytes() {
            return new byte[] {(byte) ((left ? LEFT : 0) | (present ? PRESENT : 0) | (isStray ? STRAY : 0))};
        }
    }

    /** Asks whether an id exists in a collection. */
    record Request(ReferenceMessage message) implements Emission {
        @Override
        public byte[] bytes() {
            return message.toBytes();
        }
    }

    record Answer(ReferenceMessage message) implements Emission {
        @Override
        public byte[] bytes() {
            return message.toBytes();
        }
    }
}
