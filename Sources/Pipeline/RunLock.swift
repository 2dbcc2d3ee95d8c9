import Foundation
import Glibc

/// The right to publish into a folder, held by one run at a time.
///
/// The kernel releases it when the process ends, however it ends.
struct RunLock: ~Copyable {
    private let descriptor: Int32

    /// Takes the lock.
    ///
    /// - Throws: `locked` where another run holds it, `cannotWrite` where the folder cannot be written.
    init(directory: String) throws(PipelineError) {
        let path = directory + "/.lock"
        descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .cannotWrite(path: path, cause: systemErrorText()) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let cause = errno
            close(descriptor)
            guard cause == EWOULDBLOCK else { throw .cannotWrite(path: path, cause: systemErrorText(cause)) }
            throw .locked(path: path)
        }
    }

    deinit {
        close(descriptor)
    }
}

/// The words of the C library for an error number.
func systemErrorText(_ number: Int32 = errno) -> String {
    // Sound: strerror returns a NUL-terminated string that is copied at once.
    unsafe String(cString: strerror(number))
}
