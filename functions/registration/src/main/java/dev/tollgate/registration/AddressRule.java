package dev.tollgate.registration;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a platform takes calls.
 *
 * @param host of the host in small letters, the whole of it
 * @param path of the path as it is written, the whole of it
 * @param accepted for the refusal: what is accepted, with an example
 */
record AddressRule(Pattern host, Pattern path, String accepted) {
    static AddressRule of(String host, String path, String accepted) {
        return new AddressRule(Pattern.compile(host), Pattern.compile(path), accepted);
    }

    /** Why this platform is not there, without quoting the URL. */
    Optional<String> complaint(URI url) {
        boolean fits =
                host.matcher(url.getHost().toLowerCase(Locale.ROOT)).matches()
                        && path.matcher(url.getRawPath()).matches();
        return fits ? Optional.empty() : Optional.of("Accepted: " + accepted + ".");
    }
}
