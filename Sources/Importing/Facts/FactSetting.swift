import TerritoryModel

/// What every row of a fold is judged by; the same for all threads.
struct FactSetting: Sendable {
    let dimensions: Dimensions
    let ownership: Ownership
    let windows: ReportingWindows
    let accountIndex: IdentifierTable
    let repIndex: IdentifierTable
    let territoryIndex: IdentifierTable
    /// Per account (the unknown one last): the owning territory slot on the as-of day.
    let asIs: [Int32]
    /// Places by day, from `firstDay` to the as-of day; earlier days are in no window and no week.
    private let days: [DayPlace]
    private let firstDay: Day

    /// The windows and the week that a day belongs to.
    struct DayPlace: Sendable {
        var mask = WindowMask()
        /// -1 = none.
        var week: Int32 = -1
    }

    init(_ request: FactRequest) {
        dimensions = request.dimensions
        ownership = request.ownership
        windows = request.windows
        accountIndex = IdentifierTable(request.dimensions.accounts.map(\.id))
        repIndex = IdentifierTable(request.dimensions.reps.map(\.id))
        territoryIndex = IdentifierTable(request.dimensions.territories.map(\.id))
        let unassigned = request.dimensions.unassignedTerritory
        var asIs = request.dimensions.accounts.indices.map {
            Int32(request.ownership.territory(ofAccount: $0, on: request.windows.asOf) ?? unassigned)
        }
        asIs.append(Int32(unassigned))
        self.asIs = asIs
        let windows = request.windows
        let firstOfAll = Window.allCases.map { windows[$0].from }.min() ?? windows.asOf
        let first = min(firstOfAll, windows.asOf - (7 * windows.weekCount - 1))
        firstDay = first
        days = (0...max(0, windows.asOf - first)).map { offset in
            DayPlace(
                mask: windows.mask(on: first + offset), week: Int32(windows.week(of: first + offset) ?? -1))
        }
    }

    /// The windows and the week of a day up to the as-of day.
    @inline(__always)
    func place(of day: Day) -> DayPlace {
        day < firstDay ? DayPlace() : days[day - firstDay]
    }

    /// The as-was territory slot of a sale.
    func asWas(recorded: Recorded, account: Int, on day: Day) -> Int {
        switch recorded {
        case .territory(let territory): return territory
        case .unknown: return dimensions.unassignedTerritory
        case .none:
            guard account < dimensions.unknownAccount else { return dimensions.unassignedTerritory }
            return ownership.territory(ofAccount: account, on: day) ?? dimensions.unassignedTerritory
        }
    }

    /// The rep of a sale that names none: the owner of its as-was territory.
    func owner(_ asWas: Int, on day: Day) -> Int {
        guard asWas < dimensions.unassignedTerritory else { return dimensions.unassignedRep }
        return ownership.owner(ofTerritory: asWas, on: day) ?? dimensions.unassignedRep
    }

    /// What a sales row says of its territory.
    enum Recorded {
        /// Nothing, or an overlay or group, which never own.
        case none
        case territory(Int)
        case unknown
    }

    func recorded(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Recorded {
        guard !range.isEmpty else { return .none }
        guard let index = territoryIndex.indexInEitherForm(bytes, range) else { return .unknown }
        return dimensions.territories[index].kind == .exclusive ? .territory(index) : .none
    }

    /// Whether a sale is outside: the rep holds no role in the territory nor in an overlay over the account.
    func isOutside(rep: Int, territory: Int, account: Int, on day: Day) -> Bool {
        guard rep < dimensions.unassignedRep, territory < dimensions.unassignedTerritory else { return false }
        if ownership.owner(ofTerritory: territory, on: day) == rep { return false }
        if ownership.holdsRole(rep: rep, in: territory, on: day) { return false }
        return account == dimensions.unknownAccount
            || !ownership.overlayCovers(rep: rep, account: account, on: day)
    }
}
