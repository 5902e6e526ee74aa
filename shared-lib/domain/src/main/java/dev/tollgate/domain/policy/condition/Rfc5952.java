package dev.tollgate.domain.policy.condition;

/**
 * The one recommended spelling of an IPv6 address, <a
 * href="https://www.rfc-editor.org/rfc/rfc5952">RFC 5952</a>.
 */
final class Rfc5952 {
    private static final int GROUPS = 8;

    private Rfc5952() {}

    static String write(byte[] address) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (address[2 * i] & 0xff) << 8 | (address[2 * i + 1] & 0xff);
        }
        int from = 0;
        int length = 1; // a lone zero group is written out (section 4.2.2)
        for (int i = 0; i < GROUPS; i++) {
            int run = 0;
            while (i + run < GROUPS && groups[i + run] == 0) {
                run++;
            }
            if (run > length) {
                from = i;
                length = run;
            }
        }
        if (length == 1) {
            return join(groups, 0, GROUPS);
        }
        return join(groups, 0, from) + "::" + join(groups, from + length, GROUPS);
    }

    private static String join(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
