import Foundation
@unsafe @preconcurrency import Glibc
import Pipeline

/// Ends a run that is told to end by a signal, or that takes too long.
///
/// A thread of its own waits for signals, since all others may be waiting for a disk. The first one ends the run:
/// what it has under construction is removed, and the process then dies of the signal, as its parent expects. A run that
/// is putting its report in place, or has done so, is let through instead: it is about to end. A second signal kills at
/// once.
struct RunWatch: Sendable {
    private static let signals: [(number: Int32, name: String)] = [
        (SIGHUP, "SIGHUP"), (SIGINT, "SIGINT"), (SIGTERM, "SIGTERM"),
    ]

    let unfinished: UnfinishedWork
    let reporter: ConsoleReporter
    /// The most that the run may take; nil = any time.
    let timeout: Duration?

    /// What ends a run.
    private enum Cause {
        case signal(Int32)
        case timeout(Duration)
    }

    /// Begins to watch; to be called before any other thread exists, for threads inherit which signals reach them.
    func start() {
        // A log that nobody reads any more is no reason to stop a run.
        _ = unsafe signal(SIGPIPE, SIG_IGN)
        let watched = RunWatch.watchedSignals()
        // Sound, here and below: the C library reads and fills the sets it is given during the calls.
        var set = RunWatch.set(of: watched)
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
        Thread.detachNewThread { watch(watched) }
    }

    /// Those that the caller has not asked to be ignored, as nohup does.
    private static func watchedSignals() -> [Int32] {
        signals.map(\.number).filter { number in
            var action = unsafe sigaction()
            guard unsafe sigaction(number, nil, &action) == 0 else { return true }
            // Sound: both are compared as addresses and never called.
            let ignored = unsafe unsafeBitCast(SIG_IGN, to: Int.self)
            return unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) != ignored
        }
    }

    private static func set(of numbers: [Int32]) -> sigset_t {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for number in numbers { unsafe sigaddset(&set, number) }
        return set
    }

    private func watch(_ signals: [Int32]) -> Never {
        let end = timeout.map { ContinuousClock.now + $0 }
        var isEnding = false
        while true {
            let remaining = isEnding ? nil : end.map { max(.zero, $0 - ContinuousClock.now) }
            guard let cause = next(signals, within: remaining) else { continue }
            if isEnding, case .signal(let number) = cause { RunWatch.die(of: number) }
            isEnding = true
            // Elsewhere, so that a second signal is heard while a disk does not answer.
            Thread.detachNewThread { self.end(cause) }
        }
    }

    /// The next signal, or the end of the time; nil where the waiting was only interrupted.
    private func next(_ signals: [Int32], within remaining: Duration?) -> Cause? {
        var set = RunWatch.set(of: signals)
        guard let remaining, let timeout else {
            let number = unsafe sigwaitinfo(&set, nil)
            return number > 0 ? .signal(number) : nil
        }
        var time = timespec(
            tv_sec: Int(remaining.components.seconds),
            tv_nsec: Int(remaining.components.attoseconds / 1_000_000_000))
        let number = unsafe sigtimedwait(&set, nil, &time)
        if number > 0 { return .signal(number) }
        return errno == EAGAIN ? .timeout(timeout) : nil
    }

    private func end(_ cause: Cause) {
        guard unfinished.end() == .removed else { return }
        switch cause {
        case .signal(let number):
            let name = RunWatch.signals.first { $0.number == number }?.name ?? "signal \(number)"
            tell(.ended(signal: name))
            RunWatch.die(of: number)
        case .timeout(let timeout):
            let error = PipelineError.timedOut(timeout)
            tell(error)
            // Not `exit`, which would wait for what other threads hold.
            _exit(error.exitCode)
        }
    }

    /// Tells what happened, unless nobody takes it: whoever reads what is told may have stopped reading.
    private func tell(_ error: PipelineError) {
        let told = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            reporter.fail(error)
            told.signal()
        }
        _ = told.wait(timeout: .now() + .seconds(1))
    }

    /// Ends the process by the signal, so that its parent sees what happened.
    private static func die(of number: Int32) -> Never {
        var set = RunWatch.set(of: [number])
        _ = unsafe signal(number, SIG_DFL)
        unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
        raise(number)
        _exit(128 + number)
    }
}
