import Glibc

/// A thread of its own for one piece of work that may wait for others.
///
/// Not a thread of a pool, since the pool's threads may all wait for the work of this one.
///
/// Safe from outside: the thread has ended when the object is gone.
@safe final class WorkThread {
    private var thread = pthread_t()
    private let isStarted: Bool

    private final class Work {
        let body: () -> Void
        init(_ body: @escaping () -> Void) { self.body = body }
    }

    /// Starts the work; nil where the system has no more threads.
    init?(_ body: sending @escaping () -> Void) {
        // Sound: the thread takes over the retained work, which no other thread knows.
        let work = unsafe Unmanaged.passRetained(Work(body))
        let status = unsafe pthread_create(
            &thread, nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                unsafe Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
                return nil
            }, work.toOpaque())
        isStarted = status == 0
        if !isStarted {
            unsafe work.release()
            return nil
        }
    }

    deinit {
        if isStarted { _ = pthread_join(thread, nil) }
    }
}
