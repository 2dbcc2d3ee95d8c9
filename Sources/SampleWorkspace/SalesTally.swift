/// Sums over the loaded rows, from which the planted facts take their numbers.
struct SalesTally: Sendable {
    /// By account: all reps together.
    private(set) var current: [Int]
    private(set) var trailing: [Int]
    /// By account: reps that sold or called in the current period.
    private(set) var touching: [Set<Int>]
    private(set) var callsInCurrent: [Int]
    /// By rep: credited sales of the current period.
    private(set) var ofRep: [Int]
    private(set) var unknownAccountCurrent = 0
    private(set) var unassignedRepCurrent = 0
    private(set) var loadedCents = 0
    private(set) var organisationCurrent = 0
    private(set) var organisationTrailing = 0
    private(set) var organisationCalls = 0
    /// Sales of the current period outside of the rep's territories, by rep and territory.
    private(set) var outside: [Pair: (cents: Int, lines: Int)] = [:]
    /// Recorded territory ≠ owner on the as-of day, in the current period.
    private(set) var movedCurrent = 0
    private(set) var movedTrailing = 0

    struct Pair: Hashable, Sendable {
        let rep: Int
        let territory: Int
    }

    init(_ ground: SampleGround, sales: [SalesLine], calls: [CallRow]) {
        let none = [Int](repeating: 0, count: ground.accounts.count)
        current = none
        trailing = none
        callsInCurrent = none
        touching = [Set<Int>](repeating: [], count: ground.accounts.count)
        ofRep = [Int](repeating: 0, count: ground.force.reps.count)
        for line in sales where line.defect?.isRefused != true { add(line, ground) }
        for call in calls where call.defect?.isRefused != true { add(call, ground) }
    }

    private mutating func add(_ line: SalesLine, _ ground: SampleGround) {
        loadedCents += line.cents
        let isCurrent = SampleCalendar.current.contains(line.day)
        let isTrailing = SampleCalendar.trailingYear.contains(line.day)
        if isCurrent { organisationCurrent += line.cents }
        if isTrailing { organisationTrailing += line.cents }
        guard isTrailing else { return }
        let account = ground.accounts[line.account]
        let isUnknown = line.defect == .unknownAccount
        let past = isUnknown ? nil : line.recorded ?? ground.territory(of: account, on: line.day)
        let rep =
            line.defect == .unknownRep
            ? nil : line.rep ?? past.flatMap { ground.force.owner(of: $0, on: line.day) }
        if isCurrent {
            if let rep { ofRep[rep] += line.cents } else { unassignedRepCurrent += line.cents }
        }
        if isUnknown {
            if isCurrent { unknownAccountCurrent += line.cents }
            return
        }
        trailing[line.account] += line.cents
        let isMoved = past != ground.home(of: account)
        if isMoved { movedTrailing += line.cents }
        guard isCurrent else { return }
        current[line.account] += line.cents
        if isMoved { movedCurrent += line.cents }
        guard let rep else { return }
        touching[line.account].insert(rep)
        if let past { noteOutside(line, rep, past, account, ground) }
    }

    private mutating func noteOutside(
        _ line: SalesLine, _ rep: Int, _ territory: Int, _ account: PlannedAccount, _ ground: SampleGround
    ) {
        let overlay = ground.plan.territories.count + ground.overlay(of: territory)
        let isInside = ground.force.spans.contains {
            $0.rep == rep && $0.contains(line.day) && ($0.territory == territory || $0.territory == overlay)
        }
        guard !isInside else { return }
        let known = outside[Pair(rep: rep, territory: territory)] ?? (0, 0)
        outside[Pair(rep: rep, territory: territory)] = (known.cents + line.cents, known.lines + 1)
    }

    private mutating func add(_ call: CallRow, _ ground: SampleGround) {
        guard SampleCalendar.current.contains(call.day) else { return }
        organisationCalls += 1
        guard call.defect != .unknownAccount else { return }
        callsInCurrent[call.account] += 1
        guard call.defect != .unknownRep else { return }
        let rep = call.rep ?? ground.owner(of: ground.accounts[call.account], on: call.day)
        if let rep { touching[call.account].insert(rep) }
    }
}
