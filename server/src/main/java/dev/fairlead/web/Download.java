package dev.fairlead.web;

import java.io.InputStream;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A stored file as an answer: always bytes to keep, never a page that a browser would run. */
public final class Download {
    private Download() {}

    /**
     * @param path the file's name; of a path only the last part is shown
     * @param size in bytes
     */
    public static ResponseEntity<InputStreamResource> of(
            String path, String sha256, long size, InputStream bytes) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .contentLength(size)
                .eTag('"' + sha256 + '"')
                .header("X-Content-Type-Options", "nosniff")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(new InputStreamResource(bytes));
    }
}
