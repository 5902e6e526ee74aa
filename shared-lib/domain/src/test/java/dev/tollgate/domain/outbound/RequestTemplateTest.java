package dev.tollgate.domain.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestTemplateTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            textBlock =
                    """
                    {{inputs}}, /a/0 has a placeholder for nothing
                    {{}}, /a/0 has a placeholder for nothing
                    {{input.}}, /a/0 has a placeholder for nothing
                    {{agent_id.x}}, /a/0 has a placeholder for nothing
                    x {{secret}} y, /a/0 has a placeholder for nothing
                    x {{input, /a/0 has a placeholder that does not end
                    {{{input}}}x {{, /a/0 has a placeholder that does not end
                    """)
    void refusesAPlaceholderForNothingWithItsPlace(String text, String said) {
        assertThatThrownBy(() -> new RequestTemplate(Map.of("a", List.of(text))))
                .hasMessageStartingWith(said)
                .hasMessageContaining("accepted: {{input}}, {{context}}");
    }

    @Test
    void refusesWhatCannotBeStored() {
        Object deep = "x";
        for (int i = 0; i < 17; i++) {
            deep = List.of(deep);
        }
        var tooDeep = deep;

        assertThatThrownBy(() -> new RequestTemplate(tooDeep)).hasMessageContaining("16 levels");
        assertThatThrownBy(() -> new RequestTemplate(Map.of("", 1)))
                .hasMessageContaining("without a name");
        assertThatThrownBy(() -> new RequestTemplate(Arrays.asList("a", null)))
                .hasMessageStartingWith("/1 is null");
    }

    @Test
    void writesNumbersAsAStoreGivesThemBack() {
        var template = new RequestTemplate(List.of(1, new BigDecimal("1E+2"), 2.50));

        assertThat(template.json())
                .isEqualTo(
                        List.of(new BigDecimal("1"), new BigDecimal("100"), new BigDecimal("2.5")));
    }

    @Test
    void leavesWhatItPutInAsItIs() {
        var filled =
                new RequestTemplate(List.of("{{input}} and $1 \\", "{{input.a}}", "{ {input} }"))
                        .filled(
                                new RequestTemplate.Values() {
                                    @Override
                                    public Object json(RequestTemplate.Placeholder placeholder) {
                                        return placeholder.path();
                                    }

                                    @Override
                                    public String text(RequestTemplate.Placeholder placeholder) {
                                        return "{{context}} $2";
                                    }
                                });

        assertThat(filled)
                .isEqualTo(List.of("{{context}} $2 and $1 \\", List.of("a"), "{ {input} }"));
    }
}
