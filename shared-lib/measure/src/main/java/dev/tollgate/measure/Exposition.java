package dev.tollgate.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The formats that Prometheus reads. The numbers have the same names in both, so that what asks for
 * them by name does not depend on who scrapes how: so a counter whose name does not end in {@code
 * _total} is {@code unknown} in OpenMetrics, which would not let a counter have that name.
 */
public enum Exposition {
    /**
     * <a
     * href="https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format">Version
     * 0.0.4</a>.
     */
    PROMETHEUS("text/plain; version=0.0.4; charset=utf-8") {
        @Override
        void head(Family family, StringBuilder text) {
            describe(family.name(), family.type().name(), family.help(), text);
        }

        @Override
        void end(StringBuilder text) {}
    },
    /**
     * <a
     * href="https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md">Version
     * 1.0.0</a>.
     */
    OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8") {
        @Override
        void head(Family family, StringBuilder text) {
            var name = family.name();
            if (family.type() != Family.Type.COUNTER) {
                describe(name, family.type().name(), family.help(), text);
            } else if (name.endsWith(TOTAL)) {
                var bare = name.substring(0, name.length() - TOTAL.length());
                describe(bare, "counter", family.help(), text);
            } else {
                describe(name, "unknown", family.help(), text);
            }
        }

        @Override
        void end(StringBuilder text) {
            text.append("# EOF\n");
        }
    };

    private static final String TOTAL = "_total";

    private final String mediaType;

    Exposition(String mediaType) {
        this.mediaType = mediaType;
    }

    abstract void head(Family family, StringBuilder text);

    abstract void end(StringBuilder text);

    public String mediaType() {
        return mediaType;
    }

    public String write(List<Family> families) {
        var text = new StringBuilder();
        for (var family : families) {
            head(family, text);
            for (var sample : family.samples()) {
                text.append(family.name()).append(sample.suffix());
                if (!sample.labels().isEmpty()) {
                    text.append('{').append(sample.labels()).append('}');
                }
                text.append(' ').append(sample.value()).append('\n');
            }
        }
        end(text);
        return text.toString();
    }

    private static void describe(String name, String type, String help, StringBuilder text) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ');
        text.append(type.toLowerCase(Locale.ROOT)).append('\n');
    }

    /**
     * The format that an Accept header would rather have; {@link #PROMETHEUS} if it says neither.
     * See <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1">RFC 9110, 12.5.1</a>.
     */
    public static Exposition accepted(String header) {
        double open = 0;
        double plain = 0;
        for (var range : header.toLowerCase(Locale.ROOT).split(",", -1)) {
            var parts = Arrays.stream(range.split(";", -1)).map(String::strip).toList();
            switch (parts.getFirst()) {
                case "application/openmetrics-text" -> {
                    if (isVersion(parts, "1.0.0")) {
                        open = Math.max(open, quality(parts));
                    }
                }
                case "text/plain" -> {
                    if (isVersion(parts, "0.0.4")) {
                        plain = Math.max(plain, quality(parts));
                    }
                }
                default -> {}
            }
        }
        return open > plain ? OPEN_METRICS : PROMETHEUS;
    }

    private static boolean isVersion(List<String> parts, String version) {
        return parts.stream()
                .filter(part -> part.startsWith("version="))
                .allMatch(part -> part.equals("version=" + version));
    }

    private static double quality(List<String> parts) {
        return parts.stream()
                .filter(part -> part.matches("q=[01](\\.\\d{0,3})?"))
                .mapToDouble(part -> Double.parseDouble(part.substring(2)))
                .findFirst()
                .orElse(1);
    }
}
