import CExchange
import Glibc

/// The file system that a folder lies on, opened before files are written to it.
///
/// Forcing thousands of small files to disk one by one takes far longer than writing them. syncfs(2) forces all of
/// them at once and, since Linux 5.8, tells of every fault since the folder was opened.
final class FileSystem: Sendable {
    private let folder: String
    private let descriptor: Int32

    init(of folder: String) throws(OutputFault) {
        // Sound: the C library only reads the path during the call.
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw OutputFault(path: folder, cause: systemErrorText()) }
        self.folder = folder
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Forces everything written since to disk, files and folders.
    func force() throws(OutputFault) {
        guard bailiwick_sync_file_system(descriptor) == 0 else {
            throw OutputFault(path: folder, cause: systemErrorText())
        }
    }
}
