import TerritoryModel

/// Everything that the pages say; made by the analysis, read by every renderer.
///
/// Lists are in a fixed order: by id unless a field says otherwise. Ids and names are as the inputs give them
/// and must be escaped where they are printed.
public struct Report: Sendable {
    public static let schema = "bailiwick.report/1"

    public var title: String
    /// ISO 4217 code of all money.
    public var currency: String
    /// What one geographic unit is called, such as `county`.
    public var unitName: String
    public var windows: ReportingWindows
    public var bands: BalanceBands
    public var organisation: MetricSet
    /// All territories by id, groups and overlays too; the last is `unassigned`.
    public var territories: [TerritoryReport]
    /// All reps by id; the last is `unassigned`.
    public var reps: [RepReport]
    /// Reps with shared accounts; most conflicting sales first, then by ids.
    public var repPairs: [RepPair]
    /// Accounts touched by several reps; conflicts first, then by sales (highest first), then by id.
    public var sharedAccounts: [SharedAccount]
    /// Outside sales by as-was territory and rep; highest first, then by ids.
    public var outsideSales: [OutsideSales]
    /// All geographic units by id.
    public var units: [UnitReport]
    /// By territory (exclusive and unassigned), oldest week first.
    public var weekly: [WeeklyFacts]
    /// The organisation's weeks, oldest first.
    public var weeklyTotals: [WeekTotals]
    /// Owned accounts without a call in the current window or behind their plan: most at stake first, then by id.
    public var accountsToCall: [AccountToCall]
    /// Sales by territory and product: by territory, then current sales, highest first.
    public var products: [ProductSales]
    /// Changes of unit or account ownership that moved current or trailing-year sales, newest first.
    public var realignments: [Realignment]
    /// Changes of owner rep within the trailing year, newest first.
    public var handovers: [OwnerChange]
    public var notes: [NoteReport]
    /// Highest money first, then by kind and territory.
    public var exceptions: [ReportException]
    public var quality: QualityReport
    /// The market of the whole organisation.
    public var market = MarketReport()
    /// The configured indicators, by name.
    public var indicators: [IndicatorRule] = []
    /// nil where there are too few territories for an estimate.
    public var regression: RegressionReport?
    /// At most 100 of each territory; trailing-year sales, highest first, then by id.
    public var relationshipsAtRisk: [RelationshipAtRisk] = []
    /// Trailing-year sales of the child, highest first, then by its id.
    public var families: [SplitFamily] = []
    /// Overlapping outlines of exclusive territories, by ids.
    public var areaOverlaps: [AreaOverlapReport] = []
    /// What differs from the last run and from the same week a year before.
    public var changes = ChangeReport()

    public init(
        title: String, currency: String, unitName: String, windows: ReportingWindows, bands: BalanceBands,
        organisation: MetricSet, territories: [TerritoryReport], reps: [RepReport], repPairs: [RepPair],
        sharedAccounts: [SharedAccount], outsideSales: [OutsideSales], units: [UnitReport],
        weekly: [WeeklyFacts], weeklyTotals: [WeekTotals], accountsToCall: [AccountToCall],
        products: [ProductSales], realignments: [Realignment], handovers: [OwnerChange],
        notes: [NoteReport], exceptions: [ReportException], quality: QualityReport
    ) {
        self.title = title
        self.currency = currency
        self.unitName = unitName
        self.windows = windows
        self.bands = bands
        self.organisation = organisation
        self.territories = territories
        self.reps = reps
        self.repPairs = repPairs
        self.sharedAccounts = sharedAccounts
        self.outsideSales = outsideSales
        self.units = units
        self.weekly = weekly
        self.weeklyTotals = weeklyTotals
        self.accountsToCall = accountsToCall
        self.products = products
        self.realignments = realignments
        self.handovers = handovers
        self.notes = notes
        self.exceptions = exceptions
        self.quality = quality
    }
}

/// Limits of |deviation| from the mean: up to `balanced` is balanced, up to `watch` is to be watched.
public struct BalanceBands: Hashable, Sendable {
    public let balanced: Double
    public let watch: Double

    public static let standard = BalanceBands(balanced: 0.15, watch: 0.20)

    public init(balanced: Double, watch: Double) {
        self.balanced = balanced
        self.watch = watch
    }
}

/// An id and the name that people know it by.
public struct Named: Hashable, Sendable {
    public let id: String
    public let name: String

    public init(id: String, name: String) {
        self.id = id
        self.name = name
    }

    /// Stands for money and rows that no territory or rep can be found for.
    public static let unassigned = Named(id: "unassigned", name: "Unassigned")
}

/// One territory of the report.
public struct TerritoryReport: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable { case exclusive, overlay, group, unassigned }

    public var territory: Named
    /// Id of the parent; nil at the top.
    public var parent: Named?
    public var kind: Kind
    /// The owner rep on the as-of day; nil = vacant, or not a territory that is owned.
    public var owner: Named?
    /// All reps with any role in force on the as-of day, the owner first.
    public var reps: [Named]
    public var metrics: MetricSet
    /// Of exclusive territories and groups.
    public var market = MarketReport()
    /// Of exclusive territories of which a unit has an outline.
    public var ground: GroundReport?
    /// Of exclusive territories.
    public var strategy = TerritoryStrategy()
    /// Of exclusive territories: at most three, the nearest first.
    public var similar: [SimilarTerritory] = []

    public init(
        territory: Named, parent: Named?, kind: Kind, owner: Named?, reps: [Named], metrics: MetricSet
    ) {
        self.territory = territory
        self.parent = parent
        self.kind = kind
        self.owner = owner
        self.reps = reps
        self.metrics = metrics
    }
}

/// One rep of the report.
public struct RepReport: Hashable, Sendable {
    public var rep: Named
    /// Territories with any role in force on the as-of day; those owned come first.
    public var territories: [Named]
    /// Territories owned on the as-of day.
    public var owned: [Named]
    /// Hired less than the ramping time before the as-of day; not ranked.
    public var isRamping: Bool
    public var hired: Day?
    public var metrics: MetricSet
    /// Credited sales and own calls by week, oldest first.
    public var weeks: [WeekTotals]

    public init(
        rep: Named, territories: [Named], owned: [Named], isRamping: Bool, hired: Day?, metrics: MetricSet,
        weeks: [WeekTotals]
    ) {
        self.rep = rep
        self.territories = territories
        self.owned = owned
        self.isRamping = isRamping
        self.hired = hired
        self.metrics = metrics
        self.weeks = weeks
    }
}

/// One geographic unit with its owners on the as-of day.
public struct UnitReport: Hashable, Sendable {
    public var unit: Named
    public var region: String?
    /// The territory that owns it; nil = unassigned.
    public var territory: Named?
    /// All exclusive territories in force, by id; two or more = structural overlap.
    public var claimants: [Named]
    /// The contradicting assignments of a unit with several claimants, by territory and first day.
    public var claims: [UnitClaim] = []
    /// Latest population; nil where unknown.
    public var population: Double?
    /// Accounts in the unit.
    public var accounts: Int
    /// Current sales of those accounts.
    public var sales: Money

    public init(
        unit: Named, region: String?, territory: Named?, claimants: [Named], population: Double?,
        accounts: Int, sales: Money
    ) {
        self.unit = unit
        self.region = region
        self.territory = territory
        self.claimants = claimants
        self.population = population
        self.accounts = accounts
        self.sales = sales
    }
}

/// Sales of one product in one territory (as-is).
public struct ProductSales: Hashable, Sendable {
    public var territory: Named
    /// Product id as given; empty = rows without one.
    public var product: String
    public var sales: Money
    public var salesPrior: Money

    public init(territory: Named, product: String, sales: Money, salesPrior: Money) {
        self.territory = territory
        self.product = product
        self.sales = sales
        self.salesPrior = salesPrior
    }
}

/// A note with the names of what it is about.
public struct NoteReport: Hashable, Sendable {
    public var day: Day?
    public var territory: Named?
    public var rep: Named?
    public var account: Named?
    public var tags: [String]
    public var text: String

    public init(day: Day?, territory: Named?, rep: Named?, account: Named?, tags: [String], text: String) {
        self.day = day
        self.territory = territory
        self.rep = rep
        self.account = account
        self.tags = tags
        self.text = text
    }
}
