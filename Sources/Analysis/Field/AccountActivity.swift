import TerritoryModel

/// What all reps together did at one account.
struct AccountActivity: Hashable, Sendable {
    var amount = WindowValues()
    var lines: Int64 = 0
    var calls: Int64 = 0
    var firstSale: Day?
    var lastCall: Day?

    init() {}

    init(_ facts: Slice<AccountRepTable>, of subject: @autoclosure () -> String) throws(SumOverflow) {
        for part in facts {
            try add(part.amount, to: &amount, "sales of \(subject())")
            try add(part.lines.current, to: &lines, "sales lines of \(subject())")
            try add(part.calls, to: &calls, "calls of \(subject())")
            if let day = part.firstSale { firstSale = min(firstSale ?? day, day) }
            if let day = part.lastCall { lastCall = max(lastCall ?? day, day) }
        }
    }

    /// Whether anything was sold or anybody called in the current window.
    var isTouched: Bool { lines > 0 || calls > 0 }
}

extension AccountRepFacts {
    /// Whether the rep sold or called in the current window.
    var isTouched: Bool { lines.current > 0 || calls > 0 }
}
