import TerritoryModel

/// The time of day, and the means to let time pass; the executable gives the real ones.
public struct RunClock: Sendable {
    /// Seconds since 1970-01-01 UTC.
    public var now: @Sendable () -> Double
    /// Returns when so much time has passed.
    public var pause: @Sendable (Duration) -> Void

    public init(now: @escaping @Sendable () -> Double, pause: @escaping @Sendable (Duration) -> Void) {
        self.now = now
        self.pause = pause
    }

    /// The present, to the second, as RFC 3339 has it: `2026-06-28T04:12:07Z`.
    var stamp: String { MomentText.second(now()) }

    /// A clock that stands at the first moment of a day, and lets no time pass.
    public static func standing(at day: Day) -> RunClock {
        let seconds = Double(day.number) * 86_400
        return RunClock(now: { seconds }, pause: { _ in })
    }
}

/// A moment in UTC as text; independent of time zone and locale.
enum MomentText {
    /// As RFC 3339 has it, with milliseconds: `2026-06-28T04:12:07.250Z`.
    static func precise(_ seconds: Double) -> String {
        let milliseconds = Int64((seconds * 1000).rounded(.down))
        let (whole, rest) = milliseconds.floored(by: 1000)
        let (day, time) = parts(whole)
        return "\(day)T\(time).\(padded(rest, 3))Z"
    }

    /// The same to the second: `2026-06-28T04:12:07Z`.
    static func second(_ seconds: Double) -> String {
        let (day, time) = parts(Int64(seconds.rounded(.down)))
        return "\(day)T\(time)Z"
    }

    /// To the minute, for people: `2026-06-28 04:12 UTC`.
    static func minute(_ seconds: Double) -> String {
        let (day, time) = parts(Int64(seconds.rounded(.down)))
        return "\(day) \(time.prefix(5)) UTC"
    }

    private static func parts(_ seconds: Int64) -> (day: Day, time: String) {
        let (days, rest) = seconds.floored(by: 86_400)
        let time = [rest / 3600, rest / 60 % 60, rest % 60].map { padded($0, 2) }.joined(separator: ":")
        return (Day(number: Int32(clamping: days)), time)
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Int64 {
    /// Quotient and remainder of which the second is never negative.
    fileprivate func floored(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
