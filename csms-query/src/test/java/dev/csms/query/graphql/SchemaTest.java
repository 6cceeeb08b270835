package dev.csms.query.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.query.QuerySideTest;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNamedType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.execution.GraphQlSource;

class SchemaTest extends QuerySideTest {

    @Autowired
    private GraphQlSource source;

    @Test
    void every_type_field_argument_and_value_is_described() {
        List<String> undescribed = new ArrayList<>();
        for (GraphQLNamedType type : source.schema().getAllTypesAsList()) {
            String name = type.getName();
            if (name.startsWith("__")
                    || List.of("String", "Int", "Boolean", "ID", "Float").contains(name)) {
                continue;
            }
            switch (type) {
                case GraphQLFieldsContainer container -> {
                    check(undescribed, name, container.getDescription());
                    container.getFieldDefinitions().forEach(field -> check(undescribed, name, field));
                }
                case GraphQLInputObjectType input -> {
                    check(undescribed, name, input.getDescription());
                    input.getFieldDefinitions()
                            .forEach(field -> check(undescribed, name + "." + field.getName(), field.getDescription()));
                }
                case GraphQLEnumType constants -> {
                    check(undescribed, name, constants.getDescription());
                    constants
                            .getValues()
                            .forEach(value -> check(undescribed, name + "." + value.getName(), value.getDescription()));
                }
                default -> check(undescribed, name, type.getDescription());
            }
        }
        assertThat(undescribed).isEmpty();
    }

    private static void check(List<String> undescribed, String type, GraphQLFieldDefinition field) {
        check(undescribed, type + "." + field.getName(), field.getDescription());
        field.getArguments()
                .forEach(argument -> check(
                        undescribed,
                        type + "." + field.getName() + "(" + argument.getName() + ")",
                        argument.getDescription()));
    }

    private static void check(List<String> undescribed, String what, @Nullable String description) {
        if (description == null || description.isBlank()) {
            undescribed.add(what);
        }
    }
}
