import Dispatch

/// Threads that wait for a change of what a lock guards; kept behind that lock.
///
/// Each waits for a bell of its own: with one for all, a thread that has just come would take the ring meant for one
/// that was about to wait, which then would never wake.
struct Sleepers {
    private var bells: [DispatchSemaphore] = []

    /// The bell of one more thread, which waits for it once the lock is free again.
    mutating func bell() -> DispatchSemaphore {
        let bell = DispatchSemaphore(value: 0)
        bells.append(bell)
        return bell
    }

    /// Wakes all that wait, or are about to.
    mutating func wake() {
        for bell in bells { bell.signal() }
        bells.removeAll()
    }
}
