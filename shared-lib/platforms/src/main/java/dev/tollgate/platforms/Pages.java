package dev.tollgate.platforms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Parts of a message on as few pages as hold them, in their order. */
final class Pages {
    private Pages() {}

    /**
     * Each page has at least one part.
     *
     * @param most parts of a page
     * @param together what the sizes of a page come to, unless one part alone is more
     */
    static List<List<ObjectNode>> of(
            List<ObjectNode> parts, int most, int together, ToIntFunction<ObjectNode> size) {
        var pages = new ArrayList<List<ObjectNode>>();
        var page = new ArrayList<ObjectNode>();
        int sum = 0;
        for (var part : parts) {
            int more = size.applyAsInt(part);
            if (page.size() == most || (!page.isEmpty() && sum + more > together)) {
                pages.add(List.copyOf(page));
                page.clear();
                sum = 0;
            }
            page.add(part);
            sum += more;
        }
        pages.add(List.copyOf(page));
        return pages;
    }
}
