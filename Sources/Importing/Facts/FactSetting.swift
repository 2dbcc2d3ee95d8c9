import TerritoryModel

/// What every row of a fold is judged by; the same for all threads.
struct FactSetting: Sendable {
    let dimensions: Dimensions
    let ownership: Ownership
    let windows: ReportingWindows
    let segments: WindowSegments
    let accountIndex: IdentifierTable
    let repIndex: IdentifierTable
    let territoryIndex: IdentifierTable
    /// Per account, the unknown one last.
    let accounts: [AccountRecord]
    /// Per territory slot: its owner rep slot on the as-of day, and number of the first day since when.
    private let owners: [OwnerRecord]
    /// Per territory: itself where it may own, else -1.
    private let owningTerritories: [Int32]

    /// What the rows of an account need to know of it.
    struct AccountRecord: Sendable {
        /// The owning territory slot on the as-of day.
        let asIs: Int32
        /// Number of the first day since when that has been so.
        let since: Int32
    }

    private struct OwnerRecord {
        let rep: Int32
        let since: Int32
    }

    init(_ request: FactRequest) {
        dimensions = request.dimensions
        ownership = request.ownership
        windows = request.windows
        segments = WindowSegments(request.windows)
        accountIndex = request.accountIndex
        repIndex = IdentifierTable(request.dimensions.reps.map(\.id))
        territoryIndex = IdentifierTable(request.dimensions.territories.map(\.id))
        accounts = FactSetting.accountRecords(request)
        let vacant = Int32(request.dimensions.unassignedRep)
        owners =
            request.dimensions.territories.indices.map { territory in
                let step = request.ownership.ownerStep(ofTerritory: territory, on: request.windows.asOf)
                return OwnerRecord(
                    rep: step.value.map(Int32.init) ?? vacant, since: step.from?.number ?? .min)
            } + [OwnerRecord(rep: vacant, since: .min)]
        owningTerritories = request.dimensions.territories.enumerated().map { index, territory in
            territory.kind == .exclusive ? Int32(index) : -1
        }
    }

    var territorySlots: Int { dimensions.territories.count + 1 }
    var repSlots: Int { dimensions.reps.count + 1 }

    private static func accountRecords(_ request: FactRequest) -> [AccountRecord] {
        let unassigned = Int32(request.dimensions.unassignedTerritory)
        return request.dimensions.accounts.indices.map { account in
            let step = request.ownership.territoryStep(ofAccount: account, on: request.windows.asOf)
            return AccountRecord(
                asIs: step.value.map(Int32.init) ?? unassigned, since: step.from?.number ?? .min)
        } + [AccountRecord(asIs: unassigned, since: .min)]
    }

    /// The rep that a row of the account most likely names: the owner of its territory.
    @inline(__always)
    func likelyRep(_ record: AccountRecord) -> Int { Int(owners.span[Int(record.asIs)].rep) }

    /// The as-was territory slot of a row that records none.
    @inline(__always)
    func asWas(_ record: AccountRecord, account: Int, on day: Day) -> Int32 {
        day.number >= record.since ? record.asIs : earlierTerritory(account, on: day)
    }

    /// The unknown account has a record that holds on every day, and never comes here.
    private func earlierTerritory(_ account: Int, on day: Day) -> Int32 {
        Int32(ownership.territory(ofAccount: account, on: day) ?? dimensions.unassignedTerritory)
    }

    /// The rep of a row that names none: the owner of its as-was territory.
    @inline(__always)
    func owner(_ asWas: Int32, on day: Day) -> Int32 {
        let record = owners.span[Int(asWas)]
        return day.number >= record.since ? record.rep : earlierOwner(asWas, on: day)
    }

    private func earlierOwner(_ asWas: Int32, on day: Day) -> Int32 {
        Int32(ownership.owner(ofTerritory: Int(asWas), on: day) ?? dimensions.unassignedRep)
    }

    /// What a sales row says of its territory.
    enum Recorded {
        /// Nothing, or an overlay or group, which never own.
        case none
        case territory(Int32)
        case unknown
    }

    @inline(__always)
    func recorded(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Recorded {
        guard !range.isEmpty else { return .none }
        guard let index = territoryIndex.indexInEitherForm(bytes, range) else { return .unknown }
        let territory = owningTerritories.span[index]
        return territory >= 0 ? .territory(territory) : .none
    }

    /// Days on which a sale of the rep in the territory is surely not outside, and whether it surely is on all others.
    func inside(rep: Int, territory: Int) -> (days: Range<Int32>, isDecided: Bool) {
        guard rep < dimensions.unassignedRep, territory < dimensions.unassignedTerritory else {
            return (.min ..< .max, true)
        }
        let mayCover = ownership.holdsOverlayRoles(rep: rep)
        guard let span = ownership.roleSpan(rep: rep, in: territory, near: windows.asOf) else {
            return (0..<0, !mayCover)
        }
        return (span.days, span.isOnly && !mayCover)
    }

    /// Whether a sale is outside: the rep holds no role in the territory nor in an overlay over the account.
    func isOutside(rep: Int, territory: Int, account: Int, on day: Day) -> Bool {
        guard rep < dimensions.unassignedRep, territory < dimensions.unassignedTerritory else { return false }
        if ownership.holdsRole(rep: rep, in: territory, on: day) { return false }
        return account == dimensions.unknownAccount
            || !ownership.overlayCovers(rep: rep, account: account, on: day)
    }
}
