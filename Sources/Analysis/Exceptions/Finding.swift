import TerritoryModel

/// An exception with what decides about merging it.
struct Finding: Sendable {
    var exception: ReportException
    let territory: Int?
    /// The reps concerned, where the exception is about particular ones.
    var reps: Set<Int> = []

    /// Takes related findings into one another: what has one cause is told once.
    ///
    /// A vacancy takes in what comes of it in its territory; a realignment the revenue in transition; a conflict the
    /// outside sales of its reps in its territory; units without a territory the sales without one.
    static func merged(_ findings: [Finding]) -> [ReportException] {
        var exceptions = findings.map(\.exception)
        var isTaken = [Bool](repeating: false, count: findings.count)
        for hostKind in [ReportException.Kind.vacancy, .realignment, .conflict, .unassignedUnits] {
            let hosts = findings.indices.filter { findings[$0].exception.kind == hostKind }.sorted {
                (exceptions[$1].money, $0) < (exceptions[$0].money, $1)
            }
            for host in hosts where !isTaken[host] {
                for guest in findings.indices
                where !isTaken[guest] && findings[host].takesIn(findings[guest]) {
                    isTaken[guest] = true
                    exceptions[host].takeIn(exceptions[guest])
                }
            }
        }
        return findings.indices.filter { !isTaken[$0] }.map { exceptions[$0] }
    }

    private func takesIn(_ other: Finding) -> Bool {
        switch (exception.kind, other.exception.kind) {
        case (.vacancy, .uncalledValue), (.vacancy, .revenueInTransition), (.vacancy, .lostAccounts),
            (.vacancy, .quotaGap), (.realignment, .revenueInTransition):
            territory == other.territory
        case (.conflict, .outsideSales): territory == other.territory && !reps.isDisjoint(with: other.reps)
        case (.unassignedUnits, .unassignedSales): true
        default: false
        }
    }
}

extension ReportException {
    /// The money of both overlaps: the larger part counts.
    fileprivate mutating func takeIn(_ other: ReportException) {
        also.append(Also(kind: other.kind, money: other.money, text: other.text, identity: other.identity))
        money = max(money, other.money)
    }
}

extension ReportException.Kind {
    /// Whether the parties say which matter it is, wherever it lies.
    var isNamedByParties: Bool { self == .conflict || self == .sharedUnits }

    /// Whether it takes somebody above the owner rep to act.
    var isForManagers: Bool {
        switch self {
        case .uncalledValue, .quotaGap, .lostAccounts, .concentration, .outsideSales: false
        case .vacancy, .unassignedUnits, .unassignedSales, .sharedUnits, .conflict, .revenueInTransition,
            .imbalance, .realignment, .dataFault:
            true
        }
    }
}
