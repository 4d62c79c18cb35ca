package dev.fairlead.deploy.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.deploy.web.Mentions.Part;
import org.junit.jupiter.api.Test;

class MentionsTest {
    @Test
    void leadsToEachDeploymentThatASentenceNames() {
        assertThat(Mentions.in("1.1.0 was verified here by deployment 4, not by deployment 12."))
                .containsExactly(
                        new Part("1.1.0 was verified here by ", null),
                        new Part("deployment 4", "/deployments/4"),
                        new Part(", not by ", null),
                        new Part("deployment 12", "/deployments/12"),
                        new Part(".", null));
    }

    @Test
    void leavesASentenceThatNamesNoneAsItIs() {
        assertThat(Mentions.in("Now a deployment of 1.1.0 begins."))
                .containsExactly(new Part("Now a deployment of 1.1.0 begins.", null));
        assertThat(Mentions.in("")).isEmpty();
    }
}
