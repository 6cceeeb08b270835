package dev.csms.app.file;

import java.nio.file.Path;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** How a file is given out: as bytes to be saved, never to be shown; whole or in parts. */
final class Download {

    private Download() {}

    /** @param saveAs of our making: what a charge point calls a file is not to be trusted */
    static ResponseEntity<Resource> of(Path file, String saveAs) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .eTag("\"" + file.getFileName() + "\"") // content does not change
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(saveAs).build().toString())
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .body(new FileSystemResource(file));
    }
}
