import TerritoryModel

/// Sums by week and one kind of subject, the subjects of a week side by side.
struct WeekTable: Sendable {
    /// [week × slots + slot].
    private var weeks: [WeekFacts]
    private let slots: Int

    init(slots: Int, weekCount: Int) {
        self.slots = slots
        weeks = [WeekFacts](repeating: WeekFacts(), count: slots * weekCount)
    }

    /// Adds the rows of a run to the subject that each has in `slot`.
    @inline(__always)
    mutating func add(
        _ run: Span<PendingRow>, isCalls: Bool, by slot: (borrowing PendingRow) -> Int32
    ) {
        let slots = slots
        var weeks = weeks.mutableSpan
        for place in run.indices where run[place].pair >= 0 && run[place].time.week >= 0 {
            let week = Int(run[place].time.week) * slots + Int(slot(run[place]))
            if isCalls {
                weeks[week].calls &+= 1
            } else {
                weeks[week].lines &+= 1
                weeks[week].amount &+= run[place].value
            }
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
