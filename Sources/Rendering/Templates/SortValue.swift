import Analysis
import TerritoryModel

/// What a printed value is sorted by: the same whatever the locale and the places shown are.
enum SortValue: Sendable {
    case money(Money)
    case count(Int64)
    case number(Double)
    case day(Day)
    /// There is no value; it stands last.
    case nothing

    init(_ value: MetricValue?) {
        self =
            switch value {
            case .money(let money): .money(money)
            case .count(let count): .count(count)
            case .number(let number): .number(number)
            case .unavailable, nil: .nothing
            }
    }

    /// A number as JavaScript reads it, with six decimals at most, or a day as `2026-06-28`; empty for nothing.
    var text: String {
        switch self {
        case .money(let money): SortValue.short(money.doubleValue.rounded())
        case .count(let count): String(count)
        case .number(let number): SortValue.short((number * 1_000_000).rounded() / 1_000_000)
        case .day(let day): day.description
        case .nothing: ""
        }
    }

    private static func short(_ number: Double) -> String {
        Int64(exactly: number).map { String($0) } ?? String(number)
    }
}
