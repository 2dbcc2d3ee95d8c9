import TerritoryModel

/// All sums of the report, by node of the territory tree and by rep.
struct FieldTotals: Sendable {
    /// By node; groups and the organisation hold the sums of what lies under them.
    private(set) var territories: [TerritoryTally]
    /// By rep; the last is `unassigned`.
    private(set) var reps: [RepTally]
    /// What a sum that overflows is called, by node and by rep.
    private let nodeNames: [String]
    private let repNames: [String]

    init(_ field: Field, sharings: [Sharing]) throws(SumOverflow) {
        territories = [TerritoryTally](repeating: TerritoryTally(), count: field.tree.nodeCount)
        reps = [RepTally](repeating: RepTally(), count: field.dimensions.reps.count + 1)
        nodeNames = field.nodeNames
        repNames = field.repNames
        try addAccounts(field)
        try addUnknownAccounts(field)
        try addUnits(field)
        try addAlignment(field)
        try addQuotas(field)
        for leaf in field.leaves { territories[leaf].vacantDays = Int64(field.vacantDays(of: leaf)) }
        for sharing in sharings {
            territories[sharing.territory].sharedAccounts += 1
            territories[sharing.territory].contestedAccounts += sharing.kind == .conflict ? 1 : 0
        }
        try addGroundOfReps(field)
        try field.tree.rollUp(&territories, names: nodeNames)
    }

    private mutating func addAccounts(_ field: Field) throws(SumOverflow) {
        let days = field.windows.current.days
        let accounts = field.dimensions.accounts
        let workload = field.settings.workload
        let minutes = accounts.segments.map(workload.minutesPerCall(segment:))
        let minutesOfOthers = workload.minutesPerCall(segment: nil)
        for index in accounts.indices {
            let activity = field.activity[index]
            let place = field.territoryOfAccount[index]
            var ground = GroundTally(
                activity, potential: accounts.potential(of: index),
                plan: accounts.plannedCallsPerYear(of: index), days: days,
                minutesPerCall: accounts.segmentNumber(of: index).map { minutes[$0] } ?? minutesOfOthers)
            ground.relationships = field.relationshipTally(of: index)
            try territories[place].ground.add(ground, of: nodeNames[place])
            var sales = SalesTally(amount: activity.amount, calls: activity.calls)
            let isNew = activity.firstSale.map(field.windows.current.contains) ?? false
            sales.newAccounts = isNew ? 1 : 0
            if activity.amount.current <= 0 { sales.countLost(yearAgo: activity.amount.yearAgo) }
            try territories[place].sales.add(sales, of: nodeNames[place])
            territories[place].touchedAccounts += activity.isTouched ? 1 : 0
            try addReps(of: index, field, newSince: isNew ? activity.firstSale : nil)
        }
    }

    /// Credits each rep's part; a new account counts for the rep who sold first, the lowest id among equals.
    private mutating func addReps(of account: Int, _ field: Field, newSince: Day?) throws(SumOverflow) {
        var firstSale = newSince
        let isSilent = field.activity[account].amount.current <= 0
        for part in field.facts.accountReps[field.factsOfAccount[account]] {
            let rep = Int(part.rep)
            var sales = SalesTally(amount: part.amount, calls: part.calls)
            if let day = firstSale, part.firstSale == day {
                sales.newAccounts = 1
                firstSale = nil
            }
            if isSilent { sales.countLost(yearAgo: part.amount.yearAgo) }
            try reps[rep].sales.add(sales, of: repNames[rep])
            reps[rep].touchedAccounts += part.isTouched ? 1 : 0
        }
    }

    private mutating func addUnknownAccounts(_ field: Field) throws(SumOverflow) {
        let unknown = field.dimensions.unknownAccount
        let activity = field.activity[unknown]
        try territories[field.tree.unassigned].sales.add(
            SalesTally(amount: activity.amount, calls: activity.calls), of: nodeNames[field.tree.unassigned])
        for part in field.facts.accountReps[field.factsOfAccount[unknown]] {
            let rep = Int(part.rep)
            try reps[rep].sales.add(
                SalesTally(amount: part.amount, calls: part.calls), of: repNames[rep])
        }
    }

    private mutating func addUnits(_ field: Field) throws(SumOverflow) {
        for (index, unit) in field.dimensions.units.enumerated() {
            let place = field.territoryOfUnit[index]
            if place != field.tree.unassigned {
                territories[place].ownedUnits += 1
            }
            guard let potential = unit.potential else { continue }
            try add(
                potential.units, to: &territories[place].ground.unitPotential,
                "unit potential of \(nodeNames[place])")
        }
    }

    private mutating func addAlignment(_ field: Field) throws(SumOverflow) {
        for part in field.facts.territoryReps {
            let place = Int(part.territory)
            let rep = Int(part.rep)
            try add(part.amount, to: &territories[place].asWas, "as-was sales of \(nodeNames[place])")
            try add(
                part.outside.current, to: &territories[place].outsideIn,
                "outside sales in \(nodeNames[place])")
            try add(
                part.outside.current, to: &reps[rep].outside, "outside sales of \(repNames[rep])")
        }
        for (place, money) in field.facts.movedIn.enumerated() { territories[place].movedIn = money.units }
        for (place, money) in field.facts.movedOut.enumerated() { territories[place].movedOut = money.units }
    }

    private mutating func addQuotas(_ field: Field) throws(SumOverflow) {
        for quota in try field.quotaAllocations() {
            var sales = SalesTally()
            sales.quota = quota.current
            sales.quotaToDate = quota.toDate
            try territories[quota.territory].sales.add(sales, of: nodeNames[quota.territory])
            try reps[quota.rep].sales.add(sales, of: repNames[quota.rep])
        }
    }

    private mutating func addGroundOfReps(_ field: Field) throws(SumOverflow) {
        for (rep, owned) in field.ownedByRep.enumerated() where !owned.isEmpty {
            var ground = GroundTally()
            for territory in owned {
                try ground.add(territories[territory].ground, of: repNames[rep])
            }
            reps[rep].ground = ground
        }
    }
}
