package dev.tollgate.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;

/**
 * The keys that an issuer publishes: kept for five minutes, fetched again for one that is not among
 * them, but not twice within half a minute, and good for an hour more while the issuer is away.
 * Nothing is fetched before the first token comes.
 */
final class PublishedKeys {
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration FETCH = Duration.ofSeconds(4);
    private static final Duration BETWEEN = Duration.ofSeconds(30);
    private static final Duration AWAY = Duration.ofHours(1);
    private static final int ATTEMPT_MILLIS = 1500;
    private static final int LARGEST = 256 * 1024;

    private PublishedKeys() {}

    static JWKSource<SecurityContext> at(URI place) {
        return JWKSourceBuilder.<SecurityContext>create(url(place), new Direct())
                .cache(KEPT.toMillis(), FETCH.toMillis())
                .refreshAheadCache(false)
                .rateLimited(BETWEEN.toMillis())
                .retrying(true)
                .outageTolerant(AWAY.toMillis())
                .build();
    }

    private static URL url(URI place) {
        try {
            return place.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not a URL: " + place, e);
        }
    }

    /** Goes where it is told to and nowhere else. */
    private static final class Direct extends DefaultResourceRetriever {
        Direct() {
            super(ATTEMPT_MILLIS, ATTEMPT_MILLIS, LARGEST);
        }

        @Override
        protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
            var connection = super.openHTTPConnection(url);
            connection.setInstanceFollowRedirects(false);
            return connection;
        }
    }
}
