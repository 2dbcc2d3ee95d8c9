import Foundation
import Glibc

/// The right to publish into a folder, held by one run at a time.
///
/// The kernel releases it when the process ends, however it ends. What is written in the file only tells people who
/// holds it: it may be left over from a run that was killed.
enum RunLock {
    /// Does the work while holding the lock.
    ///
    /// - Throws: `locked` where another run holds it, `cannotWrite` where the folder cannot be written, and what
    ///   the work throws.
    static func holding<Value>(
        _ directory: String, at now: Double? = nil, _ work: () throws(PipelineError) -> Value
    ) throws(PipelineError) -> Value {
        let path = directory + "/.lock"
        // Sound: the C library only reads the path during the call.
        let descriptor = unsafe open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .cannotWrite(path: path, cause: systemErrorText()) }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let cause = errno
            guard cause == EWOULDBLOCK else { throw .cannotWrite(path: path, cause: systemErrorText(cause)) }
            throw .locked(path: path, holder: holder(in: path))
        }
        sign(descriptor, now)
        // The next run need not read the name of one that is over.
        defer { ftruncate(descriptor, 0) }
        return try work()
    }

    /// What the run that holds the lock wrote of itself; nil where it wrote nothing that can be shown.
    static func holder(in path: String) -> String? {
        // Without the words of the holder the message is only shorter.
        guard let bytes = FileHandle(forReadingAtPath: path).flatMap({ try? $0.read(upToCount: 100) }) else {
            return nil
        }
        let line = String(decoding: bytes.prefix { $0 >= 0x20 && $0 < 0x7F }, as: UTF8.self)
        return line.hasPrefix("process ") ? line : nil
    }

    /// Writes down who holds the lock; a full disk is no reason not to run, and is met again soon enough.
    private static func sign(_ descriptor: Int32, _ now: Double?) {
        let since = now.map { " since \(MomentText.minute($0))" } ?? ""
        let text = Array("process \(getpid())\(since)\n".utf8)
        ftruncate(descriptor, 0)
        // Sound: pwrite reads no more than the bytes it is given.
        _ = unsafe text.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }
}

/// The words of the C library for an error number.
func systemErrorText(_ number: Int32 = errno) -> String {
    // Sound: strerror returns a NUL-terminated string that is copied at once.
    unsafe String(cString: strerror(number))
}
