/// Makes the accounts of the sample and chooses those at which something is planted.
struct AccountDraft {
    private var ground: SampleGround
    private var random: SeededRandom
    private var names = AccountNames()
    /// Share of potential that each territory sells, in thousandths.
    private let conversion: [Int]
    /// Richness of each territory's ground, in thousandths.
    private let richness: [Int]

    init(_ ground: SampleGround, seed: UInt64) {
        self.ground = ground
        random = SeededRandom(seed: seed, topic: "accounts")
        var conversion: [Int] = []
        var richness: [Int] = []
        for territory in ground.plan.territories.indices {
            let isPoor = territory == ground.places.poorGround
            conversion.append(isPoor ? 560 : random.between(235...350))
            richness.append(isPoor ? 480 : random.between(820...1_220))
        }
        self.conversion = conversion
        self.richness = richness
    }

    /// The ground with so many accounts.
    mutating func filled(count: Int) throws(SampleError) -> SampleGround {
        let counties = ground.geography.counties
        let choice = WeightedChoice(
            counties.indices.map { county in
                guard !ground.geography.postalCodesOfCounty[county].isEmpty else { return 0 }
                let isPoor = ground.plan.territoryOfCounty[county] == ground.places.poorGround
                return counties[county].population * (isPoor ? 7 : 10)
            })
        let segments = WeightedChoice(Segment.allCases.map(\.share))
        for number in 1...count {
            let county = choice.draw(&random)
            let segment = Segment.allCases[segments.draw(&random)]
            ground.accounts.append(account(number, in: county, segment))
        }
        nameAccounts()
        try plant()
        return ground
    }

    private mutating func account(_ number: Int, in county: Int, _ segment: Segment) -> PlannedAccount {
        let geography = ground.geography
        let code = random.pick(geography.postalCodesOfCounty[county])
        let territory = ground.plan.territoryOfCounty[county]
        let raw = segment.meanPotential * random.wideFactor() / 1_000 * richness[territory] / 1_000
        let potential = max(600, raw / 100 * 100)
        let isProspect = random.chance(230)
        let share = conversion[territory] * random.between(550...1_450) / 1_000
        let planned = segment.plannedCalls(potential: potential)
        let plan: Int? =
            switch (isProspect, random.below(100)) {
            case (_, ..<4): nil
            case (true, ..<40): 0
            case (true, _): max(1, planned / 2)
            case (false, _): planned
            }
        let isUnknown = isProspect && random.chance(120)
        let buys: ClosedRange<Int>
        switch random.below(100) {
        case ..<5: buys = random.between(120...690)...(SampleCalendar.dayCount - 1)
        case ..<9: buys = 0...random.between(200...640)
        default: buys = 0...(SampleCalendar.dayCount - 1)
        }
        return PlannedAccount(
            id: "A-\(SampleGeography.padded(number, 5))",
            name: names.name(
                segment, city: geography.postalCodes[code].namesake, county: geography.counties[county].name,
                &random),
            postalCode: code, county: county, segment: segment, potential: isUnknown ? nil : potential,
            plannedCalls: plan, annualSales: isProspect ? 0 : potential * share / 10, buys: buys)
    }

    /// Two dozen hospitals and nursing chains stay with the neighbour who won them.
    private mutating func nameAccounts() {
        let ordinary = ground.plan.territories.indices.filter { ground.places.isOrdinary($0) }
        var named = 0
        for index in ground.accounts.indices where named < 24 {
            let account = ground.accounts[index]
            guard [.hospital, .longTermCare].contains(account.segment), account.annualSales > 0,
                let home = ground.home(of: account), ordinary.contains(home), random.chance(300)
            else { continue }
            let state = ground.plan.territories[home].state
            let neighbours = ordinary.filter { $0 != home && ground.plan.territories[$0].state == state }
            guard !neighbours.isEmpty else { continue }
            ground.accounts[index].namedTerritory = random.pick(neighbours)
            named += 1
        }
    }

    private mutating func plant() throws(SampleError) {
        let places = ground.places
        try mark(.contested, ranks: 8..<20, of: buyers(in: places.contested))
        try mark(.visited, ranks: 10..<25, of: buyers(in: places.visited))
        let moved = buyers(in: places.realignedTo).filter {
            places.movedCounties.contains(ground.accounts[$0].county)
        }
        try mark(.retained, ranks: 1..<11, of: moved)
        try mark(.uncalled, ranks: 12..<112, of: buyers(in: places.longVacant))
        try mark(.uncalled, ranks: 10..<60, of: buyers(in: places.newlyVacant))
        try growGiant()
        markSpecialists()
    }

    /// Accounts that buy all the time, in a territory on the as-of day, the largest first.
    private func buyers(in territory: Int) -> [Int] {
        ground.accounts.indices.filter { index in
            let account = ground.accounts[index]
            return account.annualSales > 0 && account.buys.count == SampleCalendar.dayCount
                && account.namedTerritory == nil && ground.home(of: account) == territory
        }.sorted {
            (ground.accounts[$0].annualSales, $1) > (ground.accounts[$1].annualSales, $0)
        }
    }

    private mutating func mark(
        _ part: PlannedAccount.Part, ranks: Range<Int>, of accounts: [Int]
    ) throws(SampleError) {
        guard accounts.count >= ranks.upperBound else {
            throw .noPlace(fact: "\(ranks.count) accounts, \(part)")
        }
        for place in ranks { ground.accounts[accounts[place]].part = part }
    }

    /// Lets the first hospital of the concentrated territory buy 1.6 times what all others there buy.
    private mutating func growGiant() throws(SampleError) {
        let buyers = buyers(in: ground.places.concentrated)
        let others = buyers.reduce(0) { $0 + ground.accounts[$1].annualSales }
        guard let giant = buyers.first(where: { ground.accounts[$0].segment == .hospital }) else {
            throw .noPlace(fact: "a hospital in the concentrated territory")
        }
        ground.accounts[giant].part = .giant
        ground.accounts[giant].annualSales = others * 16 / 10
        ground.accounts[giant].potential = others / 100 * 5 / 1_000 * 1_000
    }

    /// Every second hospital and laboratory of the ordinary territories knows a specialist.
    private mutating func markSpecialists() {
        for index in ground.accounts.indices {
            let account = ground.accounts[index]
            guard [.hospital, .laboratory].contains(account.segment), account.part == .ordinary,
                account.annualSales > 0, let home = ground.home(of: account), random.chance(500)
            else { continue }
            // Where owners changed or a fact is planted, a third rep would blur the picture.
            ground.accounts[index].hasSpecialist = ground.places.isOrdinary(home)
        }
    }
}
