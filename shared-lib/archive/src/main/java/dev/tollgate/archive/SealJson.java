package dev.tollgate.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.domain.OrganisationId;
import dev.tollgate.domain.WriterId;
import dev.tollgate.domain.audit.Hash;
import dev.tollgate.domain.audit.Seal;
import dev.tollgate.domain.audit.SealedHead;
import dev.tollgate.domain.audit.Signature;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** A seal as JSON, a line of the file that comes with an export. */
public final class SealJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SealJson() {}

    /** On one line, without its end. */
    public static String line(Seal seal) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("organisation", seal.organisation().value());
        tree.put("number", seal.number());
        tree.put("at", seal.at().toString());
        tree.put("previous", seal.previous().hex());
        tree.put("heads", seal.heads().stream().map(SealJson::head).toList());
        tree.put("root", seal.root().hex());
        tree.put("signature", seal.signature().base64());
        return Tree.write(JSON, tree);
    }

    private static Map<String, Object> head(SealedHead head) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("writer", head.writer().value());
        tree.put("from", head.from());
        tree.put("seq", head.seq());
        tree.put("hash", head.hash().hex());
        return tree;
    }

    /**
     * The reverse of {@link #line}.
     *
     * @throws IllegalArgumentException if it is no seal
     */
    public static Seal parse(String line) {
        try {
            return read(JSON.readTree(line));
        } catch (JsonProcessingException | DateTimeException e) {
            throw new IllegalArgumentException("not a seal of the audit", e);
        }
    }

    private static Seal read(JsonNode tree) {
        var heads = new ArrayList<SealedHead>();
        for (var head : tree.path("heads")) {
            heads.add(
                    new SealedHead(
                            new WriterId(Tree.text(head, "writer")),
                            Tree.number(head, "from"),
                            Tree.number(head, "seq"),
                            new Hash(Tree.text(head, "hash"))));
        }
        return new Seal(
                new OrganisationId(Tree.text(tree, "organisation")),
                Tree.number(tree, "number"),
                Instant.parse(Tree.text(tree, "at")),
                new Hash(Tree.text(tree, "previous")),
                heads,
                new Hash(Tree.text(tree, "root")),
                new Signature(Tree.text(tree, "signature")));
    }
}
