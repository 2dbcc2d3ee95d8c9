import TerritoryModel

/// A line of the sales files.
struct SalesLine: Sendable {
    let day: Int
    let account: Int
    let product: Int
    let quantity: Int
    let cents: Int
    /// The rep on the row; nil = blank.
    var rep: Int?
    /// The territory on the row; nil = blank.
    var recorded: Int?
    var defect: Defect?
}

/// Makes the sales lines of the sample.
struct SalesDraft {
    private let ground: SampleGround
    private var random: SeededRandom
    /// Relative demand of each day, by territory.
    private let seasons: [WeightedChoice]
    private var lines: [SalesLine] = []

    init(_ ground: SampleGround, seed: UInt64) {
        self.ground = ground
        var random = SeededRandom(seed: seed, topic: "sales")
        seasons = ground.plan.territories.map { _ in
            SalesDraft.season(growthPermille: random.between(-50...120))
        }
        self.random = random
    }

    private static func season(growthPermille growth: Int) -> WeightedChoice {
        let months = [1_040, 985, 1_015, 990, 1_000, 965, 925, 955, 1_010, 1_060, 1_045, 1_010]
        return WeightedChoice(
            (0..<SampleCalendar.dayCount).map { day in
                let month = months[SampleCalendar.day(day).parts.month - 1]
                let trend = 1_000 + growth * day / 364
                return SampleCalendar.isWeekend(day) ? month * trend / 25_000 : month * trend / 1_000
            })
    }

    /// So many rows, dirty ones included, in the order of days.
    mutating func rows(count: Int) throws(SampleError) -> [SalesLine] {
        let dirty = count * 4 / 1_000 / Defect.allCases.count
        let shares = try linesPerAccount(total: count - dirty * Defect.allCases.count)
        for account in ground.accounts.indices where shares[account] > 0 {
            sell(to: account, lines: shares[account])
        }
        for defect in Defect.allCases {
            for _ in 0..<dirty { addDirtyRow(defect) }
        }
        let order = lines.indices.sorted { (lines[$0].day, $0) < (lines[$1].day, $1) }
        return order.map { lines[$0] }
    }

    /// Lines by the square root of an account's sales, at least three, exactly `total` together.
    private func linesPerAccount(total: Int) throws(SampleError) -> [Int] {
        let accounts = ground.accounts
        let weights = accounts.map { account in
            let root = SalesDraft.root(account.annualSales)
            return (account.part == .giant ? root * 2 : root) * account.buys.count / SampleCalendar.dayCount
        }
        let sum = max(1, weights.reduce(0, +))
        let buyers = accounts.indices.filter { accounts[$0].annualSales > 0 }
        let spare = total - 3 * buyers.count
        guard spare >= 0 else { throw .tooSmall(option: "--sales", least: 4 * buyers.count) }
        var lines = weights.map { $0 * spare / sum }
        for buyer in buyers { lines[buyer] += 3 }
        var missing = total - lines.reduce(0, +)
        for buyer in buyers.sorted(by: { (weights[$0], $1) > (weights[$1], $0) }) where missing > 0 {
            lines[buyer] += 1
            missing -= 1
        }
        return lines
    }

    /// Integer square root (Newton).
    private static func root(_ value: Int) -> Int {
        guard value > 1 else { return value }
        var guess = value
        var next = (guess + 1) / 2
        while next < guess {
            guess = next
            next = (guess + value / guess) / 2
        }
        return guess
    }

    private mutating func sell(to index: Int, lines count: Int) {
        let account = ground.accounts[index]
        let territory = ground.plan.territoryOfCounty[account.county]
        let mean = account.annualSales * account.buys.count / 364 / count
        for number in 0..<count {
            let range = days(of: account, line: number)
            let day = seasons[territory].draw(&random, from: range.lowerBound, through: range.upperBound)
            let factor = account.part == .giant ? random.between(700...1_300) : random.narrowFactor()
            lines.append(line(account, index, day, aim: mean * factor / 1_000, number))
        }
    }

    /// The first lines of a planted account fall into the current period, all others where they may.
    private func days(of account: PlannedAccount, line number: Int) -> ClosedRange<Int> {
        switch account.part {
        case .contested where number < 2, .visited where number < 1, .retained where number < 1,
            .uncalled where number < 1:
            SampleCalendar.current
        default: account.buys
        }
    }

    private mutating func line(
        _ account: PlannedAccount, _ index: Int, _ day: Int, aim: Int, _ number: Int
    ) -> SalesLine {
        var product = random.below(Product.all.count)
        var tries = 0
        while Product.all[product].priceCents > aim, tries < 8 {
            product = random.below(Product.all.count)
            tries += 1
        }
        if Product.all[product].priceCents > aim { product = 0 }
        let price = Product.all[product].priceCents
        let quantity = max(1, (aim + price / 2) / price)
        let discount = random.chance(350) ? 25 * random.between(1...6) : 0
        var line = SalesLine(
            day: day, account: index, product: product, quantity: quantity,
            cents: (quantity * price * (1_000 - discount) + 500) / 1_000)
        attribute(&line, account, number)
        return line
    }

    private mutating func attribute(_ line: inout SalesLine, _ account: PlannedAccount, _ number: Int) {
        let home = ground.territory(of: account, on: line.day)
        line.rep = ground.seller(to: account, on: line.day)
        let isPlanted = account.part != .ordinary && account.part != .uncalled
        if account.part == .contested, SampleCalendar.current.contains(line.day) {
            if number == 0 || (number > 1 && random.chance(400)) {
                line.rep = ground.force.owner(of: ground.places.contender, on: line.day)
            }
        }
        if account.part == .retained, line.day >= SampleCalendar.realignment {
            line.recorded = ground.places.realignedFrom
        } else if let home, !isPlanted, random.chance(80) {
            line.recorded = home
        }
        if account.hasSpecialist, let home, Product.all[line.product].isSurgical || random.chance(80) {
            line.rep = ground.force.specialists[ground.overlay(of: home)]
        } else if !isPlanted, random.chance(45) {
            line.rep = nil
        }
    }

    /// A row with a defect, at an account where nothing is planted.
    private mutating func addDirtyRow(_ defect: Defect) {
        let index = ordinaryAccount()
        let account = ground.accounts[index]
        let day =
            defect == .future
            ? SampleCalendar.dayCount + random.below(30)
            : seasons[ground.plan.territoryOfCounty[account.county]].draw(&random)
        let aim = max(5_000, account.annualSales / 12) * random.narrowFactor() / 1_000
        let product = random.below(8)
        let price = Product.all[product].priceCents
        // A thousand dollars at least, so that an amount can have the comma that breaks the row.
        let quantity = max(100_000 / price + 1, aim / price)
        lines.append(
            SalesLine(
                day: day, account: index, product: product, quantity: quantity, cents: quantity * price,
                rep: ground.owner(of: account, on: min(day, SampleCalendar.dayCount - 1)), defect: defect))
    }

    private mutating func ordinaryAccount() -> Int {
        while true {
            let index = random.below(ground.accounts.count)
            let account = ground.accounts[index]
            guard account.part == .ordinary, account.annualSales > 0, account.buys.count > 700,
                !account.hasSpecialist, let home = ground.home(of: account), ground.places.isOrdinary(home)
            else { continue }
            return index
        }
    }
}
