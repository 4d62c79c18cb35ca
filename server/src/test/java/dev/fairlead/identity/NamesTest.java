package dev.fairlead.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "A", "-a", ".", "..", "a b", "a/b", "a\n", "a\0", "ä"})
    void refusesNamesThatDoNotFitIntoAddresses(String name) {
        assertThatThrownBy(() -> Names.name("name", name))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("name: must begin with a letter or digit")
                .hasMessageEndingWith("was \"" + name + "\"");
    }

    @Test
    void refusesANameThatIsTooLongAndShowsItsBeginning() {
        assertThatThrownBy(() -> Names.name("group", "a".repeat(500)))
                .hasMessageContaining("at most 64")
                .hasMessageContaining("a…")
                .hasMessageNotContaining("a".repeat(101));
    }

    @Test
    void keepsAddressesInSmallLetters() {
        assertThat(Names.email(" Dev@Example.ORG ")).isEqualTo("dev@example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a@b@c", "a b@c", "<a@b>", "a@\0b"})
    void refusesWhatIsNoAddress(String email) {
        assertThatThrownBy(() -> Names.email(email))
                .hasMessageStartingWith("email: must look like");
    }

    @Test
    void refusesAShortPasswordWithoutShowingIt() {
        assertThatThrownBy(() -> Names.password("secret1"))
                .hasMessage("password: must have 8 to 200 characters, had 7");
    }

    @Test
    void refusesALabelOfTwoLines() {
        assertThatThrownBy(() -> Names.label("displayName", "a\nb"))
                .hasMessageContaining("1 to 100 characters on one line");
    }
}
