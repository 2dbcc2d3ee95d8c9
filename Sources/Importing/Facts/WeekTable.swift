import TerritoryModel

/// Sums by week and one kind of subject, the subjects of a week side by side.
struct WeekTable: Sendable {
    /// What a row counts for.
    enum Subject: Sendable {
        case asIs, asWas, rep

        @inline(__always)
        func slot(_ row: borrowing PendingRow) -> Int {
            switch self {
            case .asIs: Int(row.asIs)
            case .asWas: Int(row.asWas)
            case .rep: Int(row.rep)
            }
        }
    }

    private let subject: Subject
    private let slots: Int
    /// [column of the week × slots + slot].
    private var weeks: [WeekFacts]

    init(_ subject: Subject, slots: Int, columns: Int) {
        self.subject = subject
        self.slots = slots
        weeks = [WeekFacts](repeating: WeekFacts(), count: slots * columns)
    }

    /// Adds the sales of a run.
    mutating func addSales(_ run: Span<PendingRow>) {
        let (subject, slots) = (subject, slots)
        var weeks = weeks.mutableSpan
        for place in run.indices {
            guard run[place].rep >= 0, run[place].time.week >= 0 else { continue }
            let week = Int(run[place].time.week) * slots + subject.slot(run[place])
            weeks[week].lines &+= 1
            weeks[week].amount &+= run[place].value
        }
    }

    /// Adds the calls of a run.
    mutating func addCalls(_ run: Span<PendingRow>) {
        let (subject, slots) = (subject, slots)
        var weeks = weeks.mutableSpan
        for place in run.indices {
            guard run[place].rep >= 0, run[place].time.week >= 0 else { continue }
            weeks[Int(run[place].time.week) * slots + subject.slot(run[place])].calls &+= 1
        }
    }

    /// Adds the sums of another thread over the same slots and weeks.
    mutating func merge(_ other: WeekTable) {
        for place in weeks.indices {
            weeks[place].lines &+= other.weeks[place].lines
            weeks[place].amount &+= other.weeks[place].amount
            weeks[place].calls &+= other.weeks[place].calls
        }
    }

    /// [slot][week].
    var facts: [[WeekFacts]] {
        (0..<slots).map { slot in stride(from: slot, to: weeks.count, by: slots).map { weeks[$0] } }
    }
}
