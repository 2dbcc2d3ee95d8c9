import Glibc

/// A file that log lines are added to, whole lines at a time.
public final class LogFile: Sendable {
    private let descriptor: Int32

    /// Opens the file, or makes it as the umask allows; lines go behind what it has.
    public init(path: String) throws(PipelineError) {
        // Sound: the C library only reads the path during the call.
        descriptor = unsafe open(path, O_CREAT | O_APPEND | O_WRONLY | O_CLOEXEC | O_NOCTTY, 0o666)
        guard descriptor >= 0 else { throw .logNotWritten(path: path, cause: systemErrorText()) }
    }

    deinit { close(descriptor) }

    /// Adds a line; what cannot be written is lost, for a log is no reason to stop a run.
    func add(_ line: String) { StandardStreams.write(line, to: descriptor) }
}
