package dev.csms.app.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import dev.csms.app.eventstore.EventNames;
import dev.csms.domain.Domain;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** docs/events.md is written from the code. {@code -Ddocs.update=true} writes it. */
class EventCatalogueTest {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Path CATALOGUE = PROJECT.resolve("docs/events.md");
    private static final Path DOMAIN = PROJECT.resolve("csms-domain/src/main/java");

    private final Map<String, Documented> documented = new HashMap<>();
    private final Map<String, Class<?>> values = new TreeMap<>();

    private record Documented(String sentence, Map<String, String> components) {
        static final Documented NOTHING = new Documented("", Map.of());
    }

    @Test
    void the_catalogue_lists_the_events_as_they_are() throws IOException {
        readSources();
        String catalogue = catalogue();
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(CATALOGUE, catalogue);
        }

        assertThat(CATALOGUE).as("write it with -Ddocs.update=true").exists();
        assertThat(Files.readString(CATALOGUE))
                .as("write it anew: mvn -pl csms-app -am test -Dtest=EventCatalogueTest -Ddocs.update=true"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .isEqualTo(catalogue);
    }

    private String catalogue() {
        StringBuilder text = new StringBuilder("""
            # Events

            Everything that is stored, as it is stored: the public, permanent contract. Written from the code by
            `EventCatalogueTest`; do not edit. Names and revisions are in `domain_event.payload_type` and
            `payload_revision`, members are those of the JSON in `payload`. Members marked ○ may be left out.

            """);
        for (Class<?> story : Domain.events()) {
            text.append("## ").append(words(story.getSimpleName())).append("\n\n");
            text.append(sentence(story)).append("\n\n");
            for (Class<?> event : new EventNames(List.of(story))
                    .events().stream()
                            .sorted(Comparator.comparingInt(event -> position(story, event)))
                            .toList()) {
                text.append(event(event));
            }
        }
        text.append("## Values\n\n"
                + "What the members above are made of. A value with a single part is stored as that part.\n\n");
        for (Class<?> value : List.copyOf(values.values())) {
            text.append(value(value));
        }
        return text.toString();
    }

    private static int position(Class<?> story, Class<?> event) {
        return Arrays.asList(story.getPermittedSubclasses()).indexOf(event);
    }

    private String event(Class<?> event) {
        Revision revision = event.getAnnotation(Revision.class);
        return "### %s, revision %s\n\n%s%s"
                .formatted(
                        event.getSimpleName(),
                        revision.value(),
                        sentence(event).isEmpty() ? "" : sentence(event) + "\n\n",
                        components(event));
    }

    private String value(Class<?> value) {
        if (value.isSealed()) {
            StringBuilder kinds = new StringBuilder("### %s\n\n%s\n\nOne of these; the member `kind` says which.\n\n"
                    .formatted(value.getSimpleName(), sentence(value)));
            for (Class<?> kind : value.getPermittedSubclasses()) {
                kinds.append("**%s**: %s\n\n%s".formatted(kind.getSimpleName(), sentence(kind), components(kind)));
            }
            return kinds.toString();
        }
        String body = value.isEnum()
                ? Arrays.stream(value.getEnumConstants())
                                .map(constant -> "`" + ((Enum<?>) constant).name() + "`")
                                .collect(Collectors.joining(", "))
                        + "\n\n"
                : components(value);
        return "### %s\n\n%s%s"
                .formatted(value.getSimpleName(), sentence(value).isEmpty() ? "" : sentence(value) + "\n\n", body);
    }

    private String components(Class<?> type) {
        Map<String, String> descriptions =
                documented.getOrDefault(key(type), Documented.NOTHING).components();
        if (type.getRecordComponents().length == 0) {
            return "";
        }
        StringBuilder table = new StringBuilder("| member | type | |\n|---|---|---|\n");
        for (RecordComponent component : type.getRecordComponents()) {
            boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            table.append("| `%s`%s | %s | %s |\n"
                    .formatted(
                            component.getName(),
                            optional ? " ○" : "",
                            typeName(component.getGenericType()),
                            descriptions.getOrDefault(component.getName(), "")));
        }
        return table.append('\n').toString();
    }

    private String typeName(java.lang.reflect.Type type) {
        if (type instanceof java.lang.reflect.ParameterizedType generic) {
            return "list of " + typeName(generic.getActualTypeArguments()[0]);
        }
        Class<?> of = (Class<?>) type;
        if (of.isRecord() || of.isEnum()) {
            if (values.putIfAbsent(of.getSimpleName(), of) == null && of.isRecord()) {
                components(of); // finds the values within
            }
            return "[%s](#%s)".formatted(of.getSimpleName(), of.getSimpleName().toLowerCase(Locale.ROOT));
        }
        if (of.isSealed() && of.isInterface()) {
            if (values.putIfAbsent(of.getSimpleName(), of) == null) {
                Arrays.stream(of.getPermittedSubclasses()).forEach(this::components);
            }
            return "[%s](#%s)".formatted(of.getSimpleName(), of.getSimpleName().toLowerCase(Locale.ROOT));
        }
        return switch (of.getSimpleName()) {
            case "String" -> "text";
            case "int", "Integer" -> "integer";
            case "long", "Long" -> "integer, 64 bits";
            case "boolean", "Boolean" -> "true or false";
            case "Instant" -> "time, ISO 8601 in UTC";
            case "BigDecimal" -> "decimal";
            case "ZoneId" -> "time zone, such as `Europe/Berlin`";
            default -> of.getSimpleName();
        };
    }

    private String sentence(Class<?> type) {
        return documented.getOrDefault(key(type), Documented.NOTHING).sentence();
    }

    private static String words(String name) {
        String text = name.replaceAll("Event$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        return text.charAt(0) + text.substring(1).toLowerCase(Locale.ROOT).replace("id tag", "idTag");
    }

    // ---- what the source says beside the code

    private static String key(Class<?> type) {
        return type.getName().replace('$', '.');
    }

    private void readSources() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null);
                Stream<Path> files = Files.walk(DOMAIN)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, _ -> {}, null, null, manager.getJavaFileObjectsFromPaths(sources));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new TreePathScanner<@Nullable Void, String>() {
                    @Override
                    public @Nullable Void visitClass(ClassTree type, String outer) {
                        String name = outer + "." + type.getSimpleName();
                        DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
                        if (comment != null) {
                            documented.put(name, read(comment));
                        }
                        return super.visitClass(type, name);
                    }
                }.scan(unit, String.valueOf(unit.getPackageName()));
            }
        }
    }

    private static Documented read(DocCommentTree comment) {
        Map<String, String> components = new LinkedHashMap<>();
        for (DocTree tag : comment.getBlockTags()) {
            if (tag instanceof ParamTree parameter) {
                components.put(parameter.getName().toString(), plain(parameter.getDescription()));
            }
        }
        return new Documented(plain(comment.getFullBody()), components);
    }

    private static String plain(List<? extends DocTree> parts) {
        return parts.stream()
                .map(EventCatalogueTest::plain)
                .collect(Collectors.joining())
                .replaceAll("</?p>", "")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String plain(DocTree part) {
        return switch (part) {
            case TextTree text -> text.getBody();
            case LiteralTree code -> "`" + code.getBody().getBody() + "`";
            case LinkTree link -> "`" + link.getReference().toString().replaceAll("^#", "") + "`";
            default -> part.toString();
        };
    }
}
