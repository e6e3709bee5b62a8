package dev.tidegate.preflight.data;

import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Policies.Nul;
import dev.tidegate.mapping.reason.ColumnRemedies;
import dev.tidegate.preflight.finding.Finding;
import dev.tidegate.preflight.finding.Severity;
import dev.tidegate.preflight.finding.Tally;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** What the fields of one column hold: kinds, absent where required, NUL in text. */
final class ColumnProbe implements ElementProbe {
    private final ColumnMapping column;
    private final ColumnRemedies remedies;
    private final ColumnEye eye;
    private final List<FieldLook> fields = new ArrayList<>();
    private final Tally absent = new Tally();
    private final String where;

    private record FieldLook(Steps steps, String where, Histogram values, Histogram elements, Tally nul) {}

    /** @param prefix of the fields' names, such as {@code crm_Accounts.} */
    ColumnProbe(ColumnRemedies remedies, List<String> fields, String prefix, Migration migration) {
        this.remedies = remedies;
        this.column = remedies.column();
        this.eye = ColumnEye.of(remedies.column(), migration);
        String target = "column \"" + column.column() + "\" of type " + column.type();
        for (String field : fields) {
            String name = prefix + field;
            this.fields.add(new FieldLook(
                    Steps.of(field),
                    name,
                    new Histogram(name, target, fit -> fit.remedy(remedies)),
                    new Histogram(name + "[]", target, fit -> fit.remedy(remedies)),
                    new Tally()));
        }
        this.where = prefix + String.join("|", fields);
    }

    @Override
    public void look(BsonDocument element, Subject subject) {
        boolean hasValue = false;
        for (FieldLook field : fields) {
            hasValue |= look(field, field.steps().find(element), subject);
        }
        if (column.required() && !hasValue) {
            absent.add(subject::display);
        }
    }

    private boolean look(FieldLook field, BsonValue value, Subject subject) {
        Sight sight = eye.see(value);
        field.values().add(sight, subject);
        if (eye.isList() && value != null && value.isArray()) {
            value.asArray().forEach(element -> field.elements().add(eye.element(element), subject));
        }
        if (value != null && eye.takesText() && NulText.in(value)) {
            field.nul().add(subject::display);
        }
        return !sight.fit().isNoValue();
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (FieldLook field : fields) {
            findings.addAll(field.values().findings());
            findings.addAll(field.elements().findings());
            if (!field.nul().isEmpty()) {
                findings.add(NulText.finding(
                        field.nul(), field.where(), column.policies().nul() == Nul.REPLACE));
            }
        }
        if (!absent.isEmpty()) {
            findings.add(required());
        }
        return findings;
    }

    List<FieldProfile> profiles() {
        List<FieldProfile> profiles = new ArrayList<>();
        for (FieldLook field : fields) {
            profiles.add(field.values().profile());
            FieldProfile elements = field.elements().profile();
            if (!elements.kinds().isEmpty()) {
                profiles.add(elements);
            }
        }
        return profiles;
    }

    private Finding required() {
        String of = "no value for the required column \"" + column.column() + "\"";
        return column.whenAbsent().isPresent()
                ? absent.finding(Severity.INFO, "default-used", where, of + ": takes the file's default", "")
                : absent.finding(Severity.WARNING, "required-absent", where, of, remedies.ofAbsentValue());
    }
}
