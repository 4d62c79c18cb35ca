package dev.fairlead.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema, the parser and the reference say the same, or none of this passes. */
class PlanSchemaTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonNode TEXT = JSON.readTree(PlanSchema.bytes());
    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(TEXT);
    private static final Path REFERENCE = Path.of("../docs/fairlead.yml");

    @ParameterizedTest
    @EnumSource
    void hasTheParsersKeysAndNoOthers(Level level) {
        var definition = TEXT.at("/$defs/" + level.name().toLowerCase(Locale.ROOT));

        assertThat(definition.get("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(level.keys());
        assertThat(definition.get("additionalProperties")).isEqualTo(JSON.readTree("false"));
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatEachKeyIs(Level level) {
        var definition = TEXT.at("/$defs/" + level.name().toLowerCase(Locale.ROOT));

        for (var property : definition.get("properties").properties()) {
            assertThat(says(property.getValue(), "title")).as(property.getKey()).isTrue();
            assertThat(says(property.getValue(), "description")).as(property.getKey()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theReferenceUsesEachKey(Level level) throws IOException {
        var reference = Files.readString(REFERENCE);

        for (var key : level.keys()) {
            assertThat(reference).containsPattern("(?m)^ *(- )?" + key + ":");
        }
    }

    @Test
    void takesTheReferenceAndTheStory() throws IOException {
        assertThat(errors(Files.readString(REFERENCE))).isEmpty();
        assertThat(errors(Files.readString(Path.of("../demo/orders/fairlead.yml")))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void takesTheFirstFileThatIsOffered(StarterFile tool) {
        var text = tool.text(List.of());

        assertThat(errors(text)).isEmpty();
        assertThat(parses(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "build: {steps: [{run: true}]}",
                "build: {steps: [{run: make, name: 12}], timeout: 1440, retry: 5, network: none}",
                "release: {jobs: {a: {steps: [{run: x}]}, b: {needs: [a], steps: [{run: x}]}}}",
                "build: {jobs: {a: {matrix: {jdk: [21, 25]}, steps: [{run: x}]}}}",
                "build: {steps: [{run: x}], environment: {A: 1, b_2: true}}",
                "build: {steps: [{run: x}], labels: [arm64], pool: gpu}",
                "build: {steps: [{run: x}], memory: 16, processes: 8, disk: 1, image: a/b:1@c}",
                "build: {steps: [{run: x}], checkout: none}",
                "build: {steps: [{run: x}], checkout: {git: true}}",
                "build: {steps: [{run: x}], checkout: {git: false, lfs: false}}",
                "build: {steps: [{run: x}], checkout: {git: true, depth: 1, submodules: true}}",
                "build: {steps: [{run: x}], image: a, services: {db: {image: b, port: 1,"
                        + " ready: c, environment: {A: b}, writes: [/x/y]}}}",
                "build: {steps: [{run: x}], when: {branches: [main], paths: ['src/**']}}",
                "build: {steps: [{run: x}], manual: true}",
                "{build: {steps: [{run: x}]}, cancel-older: true}",
                "{build: {steps: [{run: x}]}, schedules: {a: {cron: '0 3 * * *', zone: Asia/Tokyo}}}",
                "build: {steps: [{run: x}], manual: Tell everybody}",
                "build: {steps: [{run: x}], when: {events: [push, pull-request, manual]}}",
                "{build: {steps: [{run: x}]}, parameters: {A: {}, B: {default: 2, choices: [1, 2]}}}",
                "build: {steps: [{run: x}], cache: [{name: node, files: [a.json], paths: [b/c]}]}",
                "build: {steps: [{run: x}], node: {cpu: 1.5, labels: {a.b/c: d-1}}}",
                "build: {steps: [{run: x}], node: {cpu: 500m, labels: {arch: arm64}}}",
            })
    void takesWhatTheParserTakes(String text) {
        assertThat(parses(text)).isTrue();
        assertThat(errors(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "make",
                "build: {}",
                "build: {steps: []}",
                "build: {steps: [{name: x}]}",
                "build: {steps: [{run: ' '}]}",
                "build: {steps: [{run: [x]}]}",
                "build: {steps: [{run: x, shell: bash}]}",
                "build: {jobs: {}}",
                "build: {jobs: {'a b': {steps: [{run: x}]}}}",
                "build: {jobs: {a: {needs: b, steps: [{run: x}]}}}",
                "build: {jobs: {a: {steps: [{run: x}]}}, timeout: 5}",
                "build: {jobs: {a: {matrix: {jdk: []}, steps: [{run: x}]}}}",
                "build: {steps: [{run: x}], timeout: 0}",
                "build: {steps: [{run: x}], timeout: 1441}",
                "build: {steps: [{run: x}], timeout: '5'}",
                "build: {steps: [{run: x}], retry: 6}",
                "build: {steps: [{run: x}], network: some}",
                "build: {steps: [{run: x}], memory: 15}",
                "build: {steps: [{run: x}], processes: 7}",
                "build: {steps: [{run: x}], disk: 0}",
                "build: {steps: [{run: x}], image: --privileged}",
                "build: {steps: [{run: x}], checkout: some}",
                "build: {steps: [{run: x}], checkout: {depth: 1}}",
                "build: {steps: [{run: x}], checkout: {git: false, submodules: true}}",
                "build: {steps: [{run: x}], checkout: {git: true, depth: 0}}",
                "build: {steps: [{run: x}], services: {a: {image: b, port: 1}}}",
                "build: {steps: [{run: x}], image: a, services: {a: {port: 1}}}",
                "build: {steps: [{run: x}], image: a, services: {a: {image: b}}}",
                "build: {steps: [{run: x}], image: a, services: {A: {image: b, port: 1}}}",
                "build: {steps: [{run: x}], image: a, services: {a: {image: b, port: 1, x: y}}}",
                "build: {steps: [{run: x}], node: {cpu: many}}",
                "build: {steps: [{run: x}], cache: [{name: node}]}",
                "build: {steps: [{run: x}], cache: [{paths: [a]}]}",
                "build: {steps: [{run: x}], cache: [{name: A, paths: [a]}]}",
                "build: {steps: [{run: x}], cache: [{name: a, paths: [../a]}]}",
                "build: {steps: [{run: x}], cache: [{name: a, paths: [/a]}]}",
                "build: {steps: [{run: x}], cache: [{name: a, paths: ['a/*']}]}",
                "build: {steps: [{run: x}], node: {labels: {'a b': c}}}",
                "build: {steps: [{run: x}], node: {labels: {a: '$(x)'}}}",
                "build: {steps: [{run: x}], needs: [a]}",
                "build: {steps: [{run: x}], pool: Big}",
                "build: {steps: [{run: x}], labels: [Big]}",
                "build: {steps: [{run: x}], tests: [/etc/*]}",
                "build: {steps: [{run: x}], artifacts: [a/../../b]}",
                "build: {steps: [{run: x}], environment: {FAIRLEAD_X: y}}",
                "build: {steps: [{run: x}], environment: {1A: y}}",
                "build: {steps: [{run: x}], when: {days: [monday]}}",
                "build: {steps: [{run: x}], when: {events: [merge]}}",
                "build: {steps: [{run: x}], manual: [x]}",
                "{build: {steps: [{run: x}]}, cancel-older: maybe}",
                "{build: {steps: [{run: x}]}, schedules: {a: {zone: UTC}}}",
                "{build: {steps: [{run: x}]}, schedules: {a: {cron: '0 0 3 * * *'}}}",
                "{build: {jobs: {a: {steps: [{run: x}]}}}, include: [/ci.yml]}",
                "{build: {jobs: {a: {steps: [{run: x}]}}}, include: [a/../../ci.yml]}",
                "{build: {jobs: {a: {steps: [{run: x}]}}}, include: [ci.sh]}",
                "{build: {steps: [{run: x}]}, parameters: [A]}",
                "{build: {steps: [{run: x}]}, parameters: {1A: {}}}",
                "{build: {steps: [{run: x}]}, parameters: {A: {choices: []}}}",
                "{build: {steps: [{run: x}]}, parameters: {A: {value: x}}}",
            })
    void refusesWhatTheParserRefuses(String text) {
        assertThat(parses(text)).isFalse();
        assertThat(errors(text)).isNotEmpty();
    }

    private static boolean says(JsonNode definition, String key) {
        if (definition.has(key)) {
            return true;
        }
        var target = definition.get("$ref");
        return target != null && says(TEXT.at(target.asString().substring(1)), key);
    }

    private static boolean parses(String text) {
        try {
            return !PlanParser.parse(text.getBytes(StandardCharsets.UTF_8)).build().isEmpty();
        } catch (PlanError _) {
            return false;
        }
    }

    private static List<String> errors(String text) {
        var value = new Load(LoadSettings.builder().build()).loadFromString(text);
        return SCHEMA.validate(JSON.<JsonNode>valueToTree(value)).stream()
                .map(Objects::toString)
                .toList();
    }
}
