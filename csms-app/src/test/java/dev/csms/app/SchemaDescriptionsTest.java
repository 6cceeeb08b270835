package dev.csms.app;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.AbstractDescribedNode;
import graphql.language.Description;
import graphql.language.Document;
import graphql.language.NamedNode;
import graphql.language.Node;
import graphql.parser.Parser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The schema of all modules is the contract: whoever reads it finds every word in it explained. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaDescriptionsTest {

    /** A type, field, argument, input field, value of an enum or directive, with where it stands. */
    private record Element(String path, String description) {}

    private final List<Element> elements = new ArrayList<>();

    @BeforeAll
    void read() throws IOException {
        for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath*:graphql/*.graphqls")) {
            Document schema = Parser.parse(file.getContentAsString(StandardCharsets.UTF_8));
            schema.getDefinitions().forEach(definition -> collect(definition, ""));
        }
        assertThat(elements).hasSizeGreaterThan(1_000);
    }

    private void collect(Node<?> node, String parent) {
        String path = parent;
        if (node instanceof NamedNode<?> named && node instanceof AbstractDescribedNode<?> described) {
            path = parent.isEmpty() ? named.getName() : parent + "." + named.getName();
            if (!isExtension(node)) { // it has the description of what it extends
                Description description = described.getDescription();
                elements.add(new Element(
                        path,
                        description == null ? "" : description.getContent().strip()));
            }
        }
        for (Node<?> child : node.getNamedChildren().getChildren().values().stream()
                .flatMap(List::stream)
                .toList()) {
            collect(child, path);
        }
    }

    private static boolean isExtension(Node<?> node) {
        return node.getClass().getSimpleName().endsWith("ExtensionDefinition");
    }

    @Test
    void everything_has_a_description() {
        assertThat(elements)
                .filteredOn(it -> it.description().isEmpty())
                .extracting(Element::path)
                .isEmpty();
    }

    @Test
    void no_description_only_repeats_the_name() {
        assertThat(elements)
                .filteredOn(it -> words(it.description())
                        .equals(words(it.path().substring(it.path().lastIndexOf('.') + 1))))
                .extracting(Element::path)
                .isEmpty();
    }

    private static String words(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("\\b(the|a|an|its)\\b|[^a-z0-9]", "");
    }
}
