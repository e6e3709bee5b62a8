package dev.tidegate.transform.state;

import dev.tidegate.transform.document.OwnedKey;
import dev.tidegate.transform.state.DocumentState.DeadSince;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@link DocumentState} in bytes: one byte of flags in the common case. */
public final class DocumentStateBytes {
    private static final int HAS_ROWS = 1;
    private static final int HAS_UNMAPPED = 2;
    private static final int HAS_OWNED = 4;
    private static final int IS_DEAD = 8;

    private DocumentStateBytes() {}

    public static byte[] write(DocumentState state) {
        var bytes = new ByteArrayOutputStream(1 + 21 * state.owned().size());
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(flags(state));
            if (!state.owned().isEmpty()) {
                out.writeInt(state.owned().size());
                for (OwnedKey key : state.owned()) {
                    out.writeShort(key.slot());
                    KeyPartBytes.write(key.part(), out);
                }
            }
            if (state.deadLetter().isPresent()) {
                out.writeLong(state.deadLetter().get().firstSeen());
                Utf8.write(state.deadLetter().get().documentId(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /** @return null for null: a document that is not there */
    public static DocumentState read(byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        int flags = bytes[0];
        if (bytes.length == 1) {
            return new DocumentState((flags & HAS_ROWS) != 0, (flags & HAS_UNMAPPED) != 0, List.of(), Optional.empty());
        }
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes, 1, bytes.length - 1))) {
            List<OwnedKey> owned = (flags & HAS_OWNED) == 0 ? List.of() : readOwned(in);
            Optional<DeadSince> dead = (flags & IS_DEAD) == 0
                    ? Optional.empty()
                    : Optional.of(new DeadSince(in.readLong(), Utf8.read(in)));
            return new DocumentState((flags & HAS_ROWS) != 0, (flags & HAS_UNMAPPED) != 0, owned, dead);
        } catch (IOException e) {
            throw new UncheckedIOException("a document's state is damaged: remove the state directory", e);
        }
    }

    private static List<OwnedKey> readOwned(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<OwnedKey> owned = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            owned.add(new OwnedKey(in.readUnsignedShort(), KeyPartBytes.read(in)));
        }
        return owned;
    }

    private static int flags(DocumentState state) {
        return (state.hasRows() ? HAS_ROWS : 0)
                | (state.hasUnmapped() ? HAS_UNMAPPED : 0)
                | (state.owned().isEmpty() ? 0 : HAS_OWNED)
                | (state.deadLetter().isPresent() ? IS_DEAD : 0);
    }
}
