package dev.tidegate.mapping.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAddressTest {
    @Test
    void readsAPostgresqlUrl() {
        PostgresAddress address =
                PostgresAddress.parse("postgresql://app:p%40ss%2Fw+rd@db.example:5433/crm?sslmode=require");

        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:5433/crm?sslmode=require");
        assertThat(address.user()).contains("app");
        assertThat(address.password()).contains("p@ss/w+rd");
        assertThat(address.display()).isEqualTo("db.example:5433/crm");
    }

    @Test
    void readsAJdbcUrlWithCredentialsAmongItsParameters() {
        PostgresAddress address =
                PostgresAddress.parse("jdbc:postgresql://localhost:5432/crm?user=app&password=secret&sslmode=disable");

        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://localhost:5432/crm?sslmode=disable");
        assertThat(address.user()).contains("app");
        assertThat(address.password()).contains("secret");
    }

    @Test
    void neverShowsThePassword() {
        assertThat(PostgresAddress.parse("postgres://app:secret@localhost/crm").toString())
                .isEqualTo("postgresql://app:***@localhost/crm");
        assertThat(PostgresAddress.parse("jdbc:postgresql://localhost/crm?user=app&password=secret")
                        .toString())
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:5432/secret",
                "mysql://app:secret@localhost/crm",
                "postgresql://app:secret@localhost:5432",
                "postgresql://app:secret@/crm",
                "postgresql://app:secret%zz@localhost/crm"
            })
    void refusesWhatIsNoAddressWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> PostgresAddress.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PostgreSQL")
                .message()
                .doesNotContain("secret");
    }
}
