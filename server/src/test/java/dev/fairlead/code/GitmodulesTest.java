package dev.fairlead.code;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitmodulesTest {
    @ParameterizedTest
    @CsvSource({
        "..,                    a submodule's name",
        "a/../b,                a submodule's name",
        "'a\\\\..\\\\b',        a submodule's name",
        "-x,                    a submodule's name",
        "'',                    a submodule's name",
    })
    void refusesNamesThatLeaveTheirFolder(String name, String why) {
        assertThat(Gitmodules.refusal("[submodule \"" + name + "\"]\n\turl = ./x\n"))
                .startsWith(why);
    }

    @ParameterizedTest
    @CsvSource({
        "url = -oProxyCommand=x,                 a submodule's url must not be empty",
        "'url = \"https://a\\nb\"',              a submodule's url must not be empty",
        "url = https://a%0ahost=b/x,             a submodule's url must not be empty",
        "url = ext::sh -c x,                     a submodule's url must not name a program",
        "path = ../x,                            a submodule's path must lie in the repository",
        "path = /etc,                            a submodule's path must lie in the repository",
        "'path = \"x\\t\"',                      a submodule's path must lie in the repository",
        "update = !sh,                           a submodule's update must not be a command",
    })
    void refusesValuesThatAttack(String line, String why) {
        assertThat(Gitmodules.refusal("[submodule \"x\"]\n\t" + line + "\n")).startsWith(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[submodule \"a/b\"]\n\tpath = a/b\n\turl = ../b.git\n\tupdate = none\n",
                "[submodule \"x\"]\n\tpath = x\n\turl = git@example.org:x/y.git\n",
                "[submodule \"x\"]\n\tpath = x..y\n\turl = ssh://git@example.org:7999/x/y.git\n",
                "",
            })
    void takesWhatTeamsWrite(String text) {
        assertThat(Gitmodules.refusal(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[submodule \"x\"\n", "url = 1\n["})
    void refusesWhatCannotBeRead(String text) {
        assertThat(Gitmodules.refusal(text)).startsWith("git cannot read it: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"./good", "-bad"})
    void looksAtEveryValueOfAKey(String first) {
        var text = "[submodule \"x\"]\n\turl = %s\n\turl = -bad\n\turl = ./good\n";
        assertThat(Gitmodules.refusal(text.formatted(first))).contains("was \"-bad\"");
    }
}
