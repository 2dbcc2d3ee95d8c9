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
    /// Windows by day, from `firstMaskedDay` to the as-of day; earlier days are in none.
    private let masks: [WindowMask]
    private let firstMaskedDay: Day

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
        let asOf = request.windows.asOf
        let first = Window.allCases.map { request.windows[$0].from }.min() ?? asOf
        firstMaskedDay = first
        masks = (0...max(0, asOf - first)).map { request.windows.mask(on: first + $0) }
    }

    /// The windows of a day up to the as-of day.
    func mask(_ day: Day) -> WindowMask {
        day < firstMaskedDay ? WindowMask() : masks[day - firstMaskedDay]
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
