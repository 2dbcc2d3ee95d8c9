import Analysis
import TerritoryModel

/// Periods that a word names.
enum PeriodWord: String, CaseIterable {
    case month
    case fiscalQuarter = "fiscal_quarter"
    case yearToDate = "year_to_date"

    var period: ReportingPeriod {
        switch self {
        case .month: .month
        case .fiscalQuarter: .fiscalQuarter
        case .yearToDate: .yearToDate
        }
    }
}

/// How units add up to a territory.
enum AggregateWord: String, CaseIterable { case sum, mean }

/// Which way of an indicator is good.
enum DirectionWord: String, CaseIterable {
    case higher, lower, neutral

    var direction: MetricDirection {
        switch self {
        case .higher: .higherIsBetter
        case .lower: .lowerIsBetter
        case .neutral: .neutral
        }
    }
}

/// Marks between the whole and the fraction of a number.
enum DecimalMark: String, CaseIterable {
    case point = "."
    case comma = ","

    var byte: UInt8 {
        switch self {
        case .point: UInt8(ascii: ".")
        case .comma: UInt8(ascii: ",")
        }
    }
}
