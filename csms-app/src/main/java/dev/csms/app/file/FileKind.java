package dev.csms.app.file;

/** What a file is; each kind has a directory of its own. */
public enum FileKind {
    FIRMWARE("firmware"),
    DIAGNOSTICS("diagnostics");

    private final String directory;

    FileKind(String directory) {
        this.directory = directory;
    }

    /** Also the word for it in URLs. */
    String directory() {
        return directory;
    }
}
