/// A row of the calls file.
struct CallRow: Sendable {
    let day: Int
    let account: Int
    /// The rep on the row; nil = blank.
    var rep: Int?
    let minutes: Int
    let purpose: Int
    var defect: Defect?
}

/// Makes the calls of the last 52 weeks.
struct CallsDraft {
    private let ground: SampleGround
    private var random: SeededRandom
    private var calls: [CallRow] = []

    static let purposes = [
        "order review", "product demo", "service visit", "price agreement", "introduction", "stock count",
        "complaint", "training",
    ]

    init(_ ground: SampleGround, seed: UInt64) {
        self.ground = ground
        random = SeededRandom(seed: seed, topic: "calls")
    }

    /// So many rows, dirty ones included, in the order of days.
    ///
    /// Every owned account that sells in the trailing year (`mustBeCalled`) gets a call in the current period.
    mutating func rows(count: Int, mustBeCalled: [Int]) throws(SampleError) -> [CallRow] {
        let dirty = count * 4 / 1_000 / Defect.ofCalls.count
        for account in mustBeCalled { addCurrentCall(account) }
        addPlantedCalls()
        let clean = count - dirty * Defect.ofCalls.count
        guard calls.count <= clean else { throw .tooSmall(option: "--calls", least: calls.count * 2) }
        fill(to: clean)
        for defect in Defect.ofCalls {
            for _ in 0..<dirty { addDirtyRow(defect) }
        }
        let order = calls.indices.sorted { (calls[$0].day, $0) < (calls[$1].day, $1) }
        return order.map { calls[$0] }
    }

    private mutating func add(_ account: Int, _ day: Int, _ rep: Int?, _ defect: Defect? = nil) {
        calls.append(
            CallRow(
                day: day, account: account, rep: rep, minutes: 5 * random.between(3...18),
                purpose: random.below(CallsDraft.purposes.count), defect: defect))
    }

    private mutating func workday(in range: ClosedRange<Int>) -> Int {
        while true {
            let day = random.between(range)
            if !SampleCalendar.isWeekend(day) { return day }
        }
    }

    private mutating func addCurrentCall(_ index: Int) {
        let account = ground.accounts[index]
        guard account.part != .uncalled else { return }
        while true {
            let day = workday(in: SampleCalendar.current)
            guard let rep = ground.caller(on: account, day: day) else { continue }
            return add(index, day, rep)
        }
    }

    /// The neighbour calls on the contested accounts, the specialists on theirs.
    private mutating func addPlantedCalls() {
        for (index, account) in ground.accounts.enumerated() {
            if account.part == .contested {
                for _ in 0..<2 {
                    let day = workday(in: SampleCalendar.current)
                    add(index, day, ground.force.owner(of: ground.places.contender, on: day))
                }
            }
            if account.hasSpecialist, let home = ground.home(of: account), random.chance(600) {
                let day = workday(in: SampleCalendar.trailingYear)
                add(index, day, ground.force.specialists[ground.overlay(of: home)])
            }
        }
    }

    private mutating func fill(to count: Int) {
        let choice = WeightedChoice(
            ground.accounts.map { account in
                guard ground.home(of: account) != nil, let planned = account.plannedCalls else { return 0 }
                return account.annualSales > 0 ? planned * 100 : planned * 60
            })
        // The current period is a quarter of the year and gets no more than a quarter of the calls.
        var roomInCurrent = count / 4 - calls.count { SampleCalendar.current.contains($0.day) }
        while calls.count < count {
            let index = choice.draw(&random)
            let account = ground.accounts[index]
            let day = workday(in: SampleCalendar.trailingYear)
            let isCurrent = SampleCalendar.current.contains(day)
            guard !isCurrent || roomInCurrent > 0, let rep = ground.caller(on: account, day: day) else {
                continue
            }
            if isCurrent { roomInCurrent -= 1 }
            // A blank rep stands for the owner, so only the owner's calls may leave it blank.
            let isBlank = random.chance(20) && rep == ground.owner(of: account, on: day)
            add(index, day, isBlank ? nil : rep)
        }
    }

    private mutating func addDirtyRow(_ defect: Defect) {
        while true {
            let index = random.below(ground.accounts.count)
            let account = ground.accounts[index]
            guard account.part == .ordinary, !account.hasSpecialist, account.annualSales > 0,
                let home = ground.home(of: account), ground.places.isOrdinary(home)
            else { continue }
            let day =
                defect == .future
                ? SampleCalendar.dayCount + random.below(30) : workday(in: SampleCalendar.trailingYear)
            let rep = ground.owner(of: account, on: min(day, SampleCalendar.dayCount - 1))
            return add(index, day, rep, defect)
        }
    }
}
