package dev.tollgate.domain.audit;

import java.net.URI;
import java.time.Duration;

/** Where exports are put, to be fetched by whoever has a link. */
public interface ExportFiles {
    /** A file that is being written, part after part; there is none unless it is completed. */
    interface Upload extends AutoCloseable {
        void write(byte[] bytes);

        void complete();

        /** Gives up what was not completed. */
        @Override
        void close();
    }

    Upload upload(String name, String mediaType);

    /** Where anybody can fetch that file, for so long. */
    URI link(String name, Duration valid);
}
