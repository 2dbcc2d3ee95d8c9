import Foundation
import Glibc

/// The right to publish into a folder, held by one run at a time.
///
/// The kernel releases it when the process ends, however it ends.
enum RunLock {
    /// Does the work while holding the lock.
    ///
    /// - Throws: `locked` where another run holds it, `cannotWrite` where the folder cannot be written, and what
    ///   the work throws.
    static func holding<Value>(
        _ directory: String, _ work: () throws(PipelineError) -> Value
    ) throws(PipelineError) -> Value {
        let path = directory + "/.lock"
        // Sound: the C library only reads the path during the call.
        let descriptor = unsafe open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .cannotWrite(path: path, cause: systemErrorText()) }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let cause = errno
            guard cause == EWOULDBLOCK else { throw .cannotWrite(path: path, cause: systemErrorText(cause)) }
            throw .locked(path: path)
        }
        return try work()
    }
}

/// The words of the C library for an error number.
func systemErrorText(_ number: Int32 = errno) -> String {
    // Sound: strerror returns a NUL-terminated string that is copied at once.
    unsafe String(cString: strerror(number))
}
