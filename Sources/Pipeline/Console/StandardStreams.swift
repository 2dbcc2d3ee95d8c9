// The C library declares its streams as variables; nobody assigns them.
@unsafe @preconcurrency import Glibc

/// The three streams that every program is given, or is not.
public enum StandardStreams {
    /// Opens those that the caller has closed, so that no file of ours gets their number and what is told in it.
    public static func occupy() {
        // Sound: the C library only reads the path during the call.
        var descriptor = unsafe open("/dev/null", O_RDWR)
        while (0...STDERR_FILENO).contains(descriptor) { descriptor = unsafe open("/dev/null", O_RDWR) }
        if descriptor >= 0 { close(descriptor) }
    }

    /// Writes to standard error.
    ///
    /// What cannot be written is lost: nobody is there to be told, and a log is no reason to stop a run.
    public static func tell(_ text: String) { write(text, to: STDERR_FILENO) }

    /// Writes to a descriptor as much as it takes.
    static func write(_ text: String, to descriptor: Int32) {
        let bytes = Array(text.utf8)
        var rest = bytes[...]
        while !rest.isEmpty {
            // Sound: write reads no more than the bytes it is given.
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            rest.removeFirst(count)
        }
    }

    /// Writes bytes to standard output at once; false where nobody reads any more.
    public static func put(_ bytes: [UInt8]) throws(PipelineError) -> Bool {
        // Whoever stops reading, such as head(1), is to end the output and not the program with a signal.
        signal(SIGPIPE, SIG_IGN)
        var rest = bytes[...]
        while !rest.isEmpty {
            // Sound: write reads no more than the bytes it is given.
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count)
            }
            if count < 0 && errno == EINTR { continue }
            if count < 0 && errno == EPIPE { return false }
            guard count > 0 else { throw .cannotWrite(path: "standard output", cause: systemErrorText()) }
            rest.removeFirst(count)
        }
        return true
    }

    /// Writes out what was printed; a full disk is told here at the latest.
    public static func finishOutput() throws(PipelineError) {
        // Sound: the stream is the C library's own and stays open; nobody else prints any more.
        guard unsafe fflush(stdout) == 0, unsafe ferror(stdout) == 0 else {
            throw .cannotWrite(path: "standard output", cause: systemErrorText())
        }
    }
}
