/// Who answers for which account and territory on which day.
///
/// Rules: docs/metrics.md, "Ownership over time". An account belongs to (1) the exclusive territory of its account
/// assignment in force, else (2) that of its unit's assignment in force, else (3) the one its own row names.
public struct Ownership: Sendable {
    private let territoryTimelines: Timelines
    private let timelineOfAccount: [Int32]
    private let ownerTimelines: Timelines
    private let rolesOfRep: [[RepAssignment]]
    private let overlaysOfUnit: [Int: [Timelines.Claim]]
    private let overlaysOfAccount: [Int: [Timelines.Claim]]
    private let unitOfAccount: [Int32]
    private let isOverlay: [Bool]
    private let timelineOfUnit: [Int32]

    /// Resolves all assignments once; look-ups afterwards take constant time for ordinary histories.
    public init(_ dimensions: Dimensions) {
        let territories = dimensions.territories
        let isOverlay = territories.map { $0.kind == .overlay }
        self.isOverlay = isOverlay
        var ofUnit = ClaimsByKind()
        for assignment in dimensions.unitAssignments {
            ofUnit.add(assignment.unit, to: assignment.territory, assignment.validity, territories)
        }
        var ofAccount = ClaimsByKind()
        for assignment in dimensions.accountAssignments {
            ofAccount.add(assignment.account, to: assignment.territory, assignment.validity, territories)
        }
        overlaysOfUnit = ofUnit.overlay
        overlaysOfAccount = ofAccount.overlay
        unitOfAccount = dimensions.accounts.indices.map { Int32(dimensions.accounts.unit(of: $0) ?? -1) }

        var territoryTimelines = Timelines()
        let timelineOfUnit = dimensions.units.indices.map {
            territoryTimelines.append(ofUnit.exclusive[$0] ?? [])  // nobody claims it
        }
        self.timelineOfUnit = timelineOfUnit.map(Int32.init)
        timelineOfAccount = Ownership.accountTimelines(
            dimensions.accounts, units: timelineOfUnit, named: ofAccount.exclusive, in: &territoryTimelines)
        self.territoryTimelines = territoryTimelines

        var ownersOfTerritory = [[Timelines.Claim]](repeating: [], count: territories.count)
        var rolesOfRep = [[RepAssignment]](repeating: [], count: dimensions.reps.count)
        for assignment in dimensions.repAssignments {
            rolesOfRep[assignment.rep].append(assignment)
            if assignment.role == .owner {
                ownersOfTerritory[assignment.territory].append(
                    Timelines.Claim(value: assignment.rep, validity: assignment.validity))
            }
        }
        var ownerTimelines = Timelines()
        for claims in ownersOfTerritory { _ = ownerTimelines.append(claims) }
        self.ownerTimelines = ownerTimelines
        self.rolesOfRep = rolesOfRep
    }

    /// What territories claim, by unit or account; groups claim nothing.
    private struct ClaimsByKind {
        private(set) var exclusive: [Int: [Timelines.Claim]] = [:]
        private(set) var overlay: [Int: [Timelines.Claim]] = [:]

        mutating func add(
            _ claimed: Int, to territory: Int, _ validity: Validity, _ territories: [Territory]
        ) {
            let claim = Timelines.Claim(value: territory, validity: validity)
            switch territories[territory].kind {
            case .exclusive: exclusive[claimed, default: []].append(claim)
            case .overlay: overlay[claimed, default: []].append(claim)
            case .group: return
            }
        }
    }

    /// Accounts that neither have assignments of their own nor name a territory share the timeline of their unit.
    private static func accountTimelines(
        _ accounts: AccountTable, units: [Int], named: [Int: [Timelines.Claim]], in store: inout Timelines
    ) -> [Int32] {
        let never = store.append([])
        var shared: [Place: Int] = [:]
        return accounts.indices.map { account in
            let unit = accounts.unit(of: account)
            var base = unit.map { units[$0] } ?? never
            if let territory = accounts.namedTerritory(of: account) {
                let place = Place(unit: unit, territory: territory)
                if let known = shared[place] {
                    base = known
                } else {
                    base = store.append([Timelines.Claim(value: territory, validity: .always)])
                    if let unit { base = store.append(store.claims(of: units[unit]), fallback: base) }
                    shared[place] = base
                }
            }
            guard let claims = named[account] else { return Int32(base) }
            return Int32(store.append(claims, fallback: base))
        }
    }

    private struct Place: Hashable {
        let unit: Int?
        let territory: Int
    }

    /// The exclusive territory that owns the account on the day; nil = unassigned.
    public func territory(ofAccount account: Int, on day: Day) -> Int? {
        territoryTimelines.value(of: Int(timelineOfAccount[account]), on: day)
    }

    /// The exclusive territory that owns the unit on the day; nil = unassigned.
    public func territory(ofUnit unit: Int, on day: Day) -> Int? {
        territoryTimelines.value(of: Int(timelineOfUnit[unit]), on: day)
    }

    /// Whether the account's territory is not the same for ever.
    public func changesTerritory(account: Int) -> Bool {
        territoryTimelines.stepCount(of: Int(timelineOfAccount[account])) > 1
    }

    /// The number of the account's history of territories; accounts with the same number have the same one.
    public func history(ofAccount account: Int) -> Int { Int(timelineOfAccount[account]) }

    /// The changes of an account's territory, oldest first; the first step has no first day.
    public func territorySteps(ofAccount account: Int) -> [(from: Day?, value: Int?)] {
        territoryTimelines.steps(of: Int(timelineOfAccount[account]))
    }

    /// The same, and since which day without a change; nil = ever since.
    public func territoryStep(ofAccount account: Int, on day: Day) -> (from: Day?, value: Int?) {
        territoryTimelines.step(of: Int(timelineOfAccount[account]), on: day)
    }

    /// The owner rep of the territory on the day; nil = vacant.
    public func owner(ofTerritory territory: Int, on day: Day) -> Int? {
        ownerTimelines.value(of: territory, on: day)
    }

    /// The same, and since which day without a change; nil = ever since.
    public func ownerStep(ofTerritory territory: Int, on day: Day) -> (from: Day?, value: Int?) {
        ownerTimelines.step(of: territory, on: day)
    }

    /// The changes of a territory's owner rep, oldest first; the first step has no first day.
    public func ownerSteps(ofTerritory territory: Int) -> [(from: Day?, value: Int?)] {
        ownerTimelines.steps(of: territory)
    }

    /// The changes of an account's owner rep, oldest first, by whatever territory; nil = unassigned or vacant.
    ///
    /// The first step has no first day, and no two steps in a row have the same value.
    public func ownerSteps(ofAccount account: Int) -> [(from: Day?, value: Int?)] {
        let territories = territorySteps(ofAccount: account)
        var steps: [(from: Day?, value: Int?)] = []
        func append(_ from: Day?, _ owner: Int?) {
            if let last = steps.last, last.value == owner { return }
            steps.append((from, owner))
        }
        for (place, step) in territories.enumerated() {
            let end = place + 1 < territories.count ? territories[place + 1].from : nil
            guard let territory = step.value else {
                append(step.from, nil)
                continue
            }
            append(
                step.from,
                step.from.map { owner(ofTerritory: territory, on: $0) } ?? firstOwner(of: territory))
            for owner in ownerSteps(ofTerritory: territory) {
                guard let day = owner.from, step.from.map({ day > $0 }) ?? true, end.map({ day < $0 }) ?? true
                else { continue }
                append(day, owner.value)
            }
        }
        return steps
    }

    /// The owner rep before the first change.
    private func firstOwner(of territory: Int) -> Int? {
        ownerSteps(ofTerritory: territory).first?.value
    }

    /// The owner rep of the account's territory on the day; nil where unassigned or vacant.
    public func owner(ofAccount account: Int, on day: Day) -> Int? {
        territory(ofAccount: account, on: day).flatMap { owner(ofTerritory: $0, on: day) }
    }

    /// All assignments of the rep, in the order of the input.
    public func roles(ofRep rep: Int) -> [RepAssignment] {
        rolesOfRep[rep]
    }

    /// Whether the rep holds any role in the territory on the day.
    public func holdsRole(rep: Int, in territory: Int, on day: Day) -> Bool {
        rolesOfRep[rep].contains { $0.territory == territory && $0.validity.contains(day) }
    }

    /// Whether the rep may ever hold an overlay role over an account, wherever: in an overlay territory, or with
    /// the role `overlay`.
    public func holdsOverlayRoles(rep: Int) -> Bool {
        rolesOfRep[rep].contains { isOverlay[$0.territory] || $0.role == .overlay }
    }

    /// The days without a gap on which the rep holds a role in the territory, around a day or else the last ones.
    ///
    /// As numbers of days; nil where the rep never holds one. `isOnly` tells that there are no others.
    public func roleSpan(
        rep: Int, in territory: Int, near day: Day
    ) -> (days: Range<Int32>, isOnly: Bool)? {
        let roles = rolesOfRep[rep].filter {
            $0.territory == territory && $0.validity.firstNumber < $0.validity.endNumber
        }
        var spans: [Range<Int32>] = []
        for role in roles.sorted(by: { $0.validity.firstNumber < $1.validity.firstNumber }) {
            let (first, end) = (role.validity.firstNumber, role.validity.endNumber)
            if let last = spans.last, first <= last.upperBound {
                spans[spans.count - 1] = last.lowerBound..<max(last.upperBound, end)
            } else {
                spans.append(first..<end)
            }
        }
        guard let last = spans.last else { return nil }
        return (spans.first { $0.contains(day.number) } ?? last, spans.count == 1)
    }

    /// Whether the rep holds, on the day, an overlay role that covers the account.
    public func overlayCovers(rep: Int, account: Int, on day: Day) -> Bool {
        rolesOfRep[rep].contains { isOverlayRole($0, over: account, on: day) }
    }

    /// That role; of several the one in the territory with the lowest id, then the one that began first.
    public func overlayRole(rep: Int, account: Int, on day: Day) -> RepAssignment? {
        rolesOfRep[rep].filter { isOverlayRole($0, over: account, on: day) }.min { left, right in
            (left.territory, left.validity.firstNumber, left.validity.endNumber)
                < (right.territory, right.validity.firstNumber, right.validity.endNumber)
        }
    }

    /// True of any role in an overlay territory that covers the account or its unit on that day, and of the role
    /// `overlay` in the account's owning territory.
    private func isOverlayRole(_ assignment: RepAssignment, over account: Int, on day: Day) -> Bool {
        guard assignment.validity.contains(day) else { return false }
        if isOverlay[assignment.territory] {
            return overlay(assignment.territory, covers: account, on: day)
        }
        return assignment.role == .overlay
            && territory(ofAccount: account, on: day) == assignment.territory
    }

    /// Whether the overlay territory covers the account, by its own assignment or its unit's, on the day.
    public func overlay(_ territory: Int, covers account: Int, on day: Day) -> Bool {
        func claims(_ claims: [Timelines.Claim]?) -> Bool {
            claims?.contains { $0.value == territory && $0.validity.contains(day) } == true
        }
        return claims(overlaysOfAccount[account]) || claims(overlaysOfUnit[Int(unitOfAccount[account])])
    }
}

extension Timelines {
    /// The steps of a timeline as claims, the stretches without a value left out.
    fileprivate func claims(of timeline: Int) -> [Claim] {
        let steps = steps(of: timeline)
        return steps.enumerated().compactMap { place, step in
            guard let value = step.value else { return nil }
            let next = place + 1 < steps.count ? steps[place + 1].from : nil
            return Claim(value: value, validity: Validity(from: step.from, to: next.map { $0 - 1 }))
        }
    }
}
