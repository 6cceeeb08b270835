package dev.csms.app.eventstore;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedConstructor;
import tools.jackson.databind.json.JsonMapper;

/** How snapshots of aggregates look as JSON: their fields, private as they are. */
public final class SnapshotJson {

    private SnapshotJson() {}

    public static Serializer serializer() {
        return Jackson3Serializer.builder()
                .jsonMapperBuilderCustomizer(SnapshotJson::customize)
                .build();
    }

    private static void customize(JsonMapper.Builder mapper) {
        EventJson.customize(mapper);
        mapper.annotationIntrospector(new NoDecisions())
                .enable(MapperFeature.ALLOW_FINAL_FIELDS_AS_MUTATORS)
                .changeDefaultVisibility(visibility -> visibility
                        .withFieldVisibility(Visibility.ANY)
                        .withGetterVisibility(Visibility.NONE)
                        .withIsGetterVisibility(Visibility.NONE)
                        .withSetterVisibility(Visibility.NONE));
    }

    /** A constructor of an aggregate that takes something decides; what is loaded has been decided. */
    private static final class NoDecisions extends EventJson.BareValues {

        @Override
        public JsonCreator.@Nullable Mode findCreatorAnnotation(MapperConfig<?> config, Annotated annotated) {
            return annotated instanceof AnnotatedConstructor constructor
                            && constructor.getParameterCount() > 0
                            && !constructor.getDeclaringClass().isRecord()
                            && constructor.getDeclaringClass().getPackageName().startsWith("dev.csms")
                    ? JsonCreator.Mode.DISABLED
                    : super.findCreatorAnnotation(config, annotated);
        }
    }
}
