import Dispatch
import Glibc
import Synchronization

/// A file that has all its bytes but may not be on disk.
struct WrittenFile: Sendable {
    let path: String
    let descriptor: Int32

    /// Forces the bytes to disk and closes; what went wrong, nil where nothing did.
    func force() -> OutputFault? {
        // A pipe or a terminal has no disk to force anything to.
        var fault = fsync(descriptor) != 0 && errno != EINVAL ? errno : 0
        if Glibc.close(descriptor) != 0, fault == 0 { fault = errno }
        return fault == 0 ? nil : OutputFault(path: path, cause: systemErrorText(fault))
    }
}

/// Forces files to disk on threads beside those that write them.
///
/// A thread that forces a file waits for the disk. The file system commits what several of them wait for together,
/// so a few threads force a thousand files in the time of some dozens.
final class FileForcing: Sendable {
    /// Threads, which sleep nearly all the time; with more there was nothing left to gain.
    private static let width = 8
    /// Files that wait, each with a descriptor: far below the thousand that a process may have.
    private static let capacity = 128

    private struct State {
        var taken = 0
        /// Of the file that was taken first.
        var failure: (place: Int, fault: OutputFault)?
    }

    private let state = Mutex(State())
    private let queues = (0..<width).map { DispatchQueue(label: "bailiwick.forcing.\($0)") }
    private let group = DispatchGroup()
    private let places = DispatchSemaphore(value: 0)

    init() {
        // Not its initial value, which a semaphore must have again when it goes.
        for _ in 0..<FileForcing.capacity { places.signal() }
    }

    /// Takes over the file; waits while too many are open.
    ///
    /// - Throws: what went wrong with a file before.
    func take(_ file: WrittenFile) throws(OutputFault) {
        places.wait()
        let (place, failure) = state.withLock { state in
            state.taken += 1
            return (state.taken - 1, state.failure)
        }
        queues[place % queues.count].async(group: group) { [self] in
            let fault = file.force()
            if let fault { note(fault, of: place) }
            places.signal()
        }
        if let failure { throw failure.fault }
    }

    /// Waits until all files are on disk.
    ///
    /// - Throws: what went wrong; of several faults that of the file that was taken first.
    func finish() throws(OutputFault) {
        group.wait()
        if let failure = state.withLock({ $0.failure }) { throw failure.fault }
    }

    private func note(_ fault: OutputFault, of place: Int) {
        state.withLock { state in
            if let failure = state.failure, failure.place <= place { return }
            state.failure = (place, fault)
        }
    }
}
