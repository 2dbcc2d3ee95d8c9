/// Spans of time as people write them: `90s`, `30m`, `2h`, `8d`.
public enum DurationText {
    /// What stands behind the number, and its seconds.
    private static let units: [(letter: String, seconds: Int64)] = [
        ("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1),
    ]
    /// Ten years; what is longer is a slip of the pen.
    private static let longest: Int64 = 3_653 * 86_400

    /// What a text that is none must be replaced by.
    public static let remedy = "write a whole number with s, m, h or d behind it, such as 90s, 30m, 2h or 8d"

    /// Reads a span above zero; nil for any other text.
    public static func read(_ text: String) -> Duration? {
        guard let unit = units.first(where: { text.hasSuffix($0.letter) }) else { return nil }
        let digits = text.dropLast()
        guard (1...9).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int64(digits), number > 0, number * unit.seconds <= longest
        else { return nil }
        return .seconds(number * unit.seconds)
    }

    /// The span in the largest unit that gives a whole number, such as `90s` and `8d`; parts of a second are dropped.
    public static func write(_ duration: Duration) -> String {
        let seconds = duration.components.seconds
        let unit = units.first { seconds % $0.seconds == 0 && seconds != 0 } ?? ("s", 1)
        return "\(seconds / unit.seconds)\(unit.letter)"
    }

    /// An age in words, in the largest unit of which it has two: `9 days`, `30 hours`, `5 minutes`.
    static func age(_ seconds: Int64) -> String {
        let names = ["d": "day", "h": "hour", "m": "minute", "s": "second"]
        let unit = units.first { seconds >= 2 * $0.seconds } ?? ("s", 1)
        let count = seconds / unit.seconds
        let name = names[unit.letter] ?? unit.letter
        return "\(count) \(name)\(count == 1 ? "" : "s")"
    }
}
