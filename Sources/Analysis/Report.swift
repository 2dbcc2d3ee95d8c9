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
    /// Owned accounts without a call in the current window: trailing-year sales, highest first, then by id.
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

/// How several reps came to touch one account.
public enum OverlapKind: String, Hashable, Sendable, CaseIterable {
    case conflict, handover, overlay
}

/// Two reps with shared accounts in the current window.
public struct RepPair: Hashable, Sendable {
    /// The lower id first.
    public var first: Named
    public var second: Named
    public var accounts: Int
    public var byKind: [OverlapKind: Int]
    /// |A∩B| ÷ |A∪B| over the accounts that each touched in the current window, 0 to 1.
    public var jaccard: Double
    /// Current sales of the shared accounts.
    public var sales: Money
    /// Current sales of those in conflict.
    public var conflictingSales: Money

    public init(
        first: Named, second: Named, accounts: Int, byKind: [OverlapKind: Int], jaccard: Double, sales: Money,
        conflictingSales: Money
    ) {
        self.first = first
        self.second = second
        self.accounts = accounts
        self.byKind = byKind
        self.jaccard = jaccard
        self.sales = sales
        self.conflictingSales = conflictingSales
    }
}

/// An account that several reps touched in the current window.
public struct SharedAccount: Hashable, Sendable {
    public var account: Named
    /// The owning territory on the as-of day; nil = unassigned.
    public var territory: Named?
    public var kind: OverlapKind
    public var touches: [Touch]
    /// Current sales of the account by all reps.
    public var sales: Money

    /// What one rep did there in the current window.
    public struct Touch: Hashable, Sendable {
        public var rep: Named
        public var sales: Money
        public var calls: Int64

        public init(rep: Named, sales: Money, calls: Int64) {
            self.rep = rep
            self.sales = sales
            self.calls = calls
        }
    }

    public init(account: Named, territory: Named?, kind: OverlapKind, touches: [Touch], sales: Money) {
        self.account = account
        self.territory = territory
        self.kind = kind
        self.touches = touches
        self.sales = sales
    }
}

/// Current sales in a territory (as-was) by a rep without a role there.
public struct OutsideSales: Hashable, Sendable {
    public var territory: Named
    public var rep: Named
    public var amount: Money

    public init(territory: Named, rep: Named, amount: Money) {
        self.territory = territory
        self.rep = rep
        self.amount = amount
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

/// Sales and calls of one week.
public struct WeekTotals: Hashable, Sendable {
    public var weekEnding: Day
    public var sales: Money
    public var calls: Int64

    public init(weekEnding: Day, sales: Money, calls: Int64) {
        self.weekEnding = weekEnding
        self.sales = sales
        self.calls = calls
    }
}

/// Sales and calls of one territory in one week.
public struct WeeklyFacts: Hashable, Sendable {
    public var territory: Named
    public var weekEnding: Day
    /// As-is.
    public var sales: Money
    public var salesAsWas: Money
    /// As-is.
    public var calls: Int64

    public init(territory: Named, weekEnding: Day, sales: Money, salesAsWas: Money, calls: Int64) {
        self.territory = territory
        self.weekEnding = weekEnding
        self.sales = sales
        self.salesAsWas = salesAsWas
        self.calls = calls
    }
}

/// An owned account that nobody called in the current window.
public struct AccountToCall: Hashable, Sendable {
    public var account: Named
    public var territory: Named
    /// The owner rep on the as-of day; nil = vacant.
    public var owner: Named?
    public var segment: String?
    public var trailingYearSales: Money
    public var potential: Money?
    public var plannedCallsPerYear: FixedPoint?
    /// Last call by anyone in all the data up to the as-of day; nil = never.
    public var lastCall: Day?

    public init(
        account: Named, territory: Named, owner: Named?, segment: String?, trailingYearSales: Money,
        potential: Money?, plannedCallsPerYear: FixedPoint?, lastCall: Day?
    ) {
        self.account = account
        self.territory = territory
        self.owner = owner
        self.segment = segment
        self.trailingYearSales = trailingYearSales
        self.potential = potential
        self.plannedCallsPerYear = plannedCallsPerYear
        self.lastCall = lastCall
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

/// Accounts whose owning territory changed on one day from one territory to another.
public struct Realignment: Hashable, Sendable {
    public var day: Day
    /// nil = unassigned.
    public var from: Named?
    public var to: Named?
    /// Accounts that changed, and the units they lie in.
    public var accounts: Int
    public var units: Int
    /// Their trailing-year sales.
    public var trailingYearSales: Money

    public init(day: Day, from: Named?, to: Named?, accounts: Int, units: Int, trailingYearSales: Money) {
        self.day = day
        self.from = from
        self.to = to
        self.accounts = accounts
        self.units = units
        self.trailingYearSales = trailingYearSales
    }
}

/// A territory whose owner rep changed.
public struct OwnerChange: Hashable, Sendable {
    public var day: Day
    public var territory: Named
    /// nil = vacant.
    public var from: Named?
    public var to: Named?

    public init(day: Day, territory: Named, from: Named?, to: Named?) {
        self.day = day
        self.territory = territory
        self.from = from
        self.to = to
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

/// Something that a manager should act on.
public struct ReportException: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case vacancy
        case unassignedUnits = "unassigned_units"
        case unassignedSales = "unassigned_sales"
        case sharedUnits = "shared_units"
        case conflict
        case outsideSales = "outside_sales"
        case uncalledValue = "uncalled_value"
        case concentration
        case imbalance
        case realignment

        /// The kind in words, such as `Vacant territory`.
        public var title: String {
            switch self {
            case .vacancy: "Vacant territory"
            case .unassignedUnits: "Units without a territory"
            case .unassignedSales: "Sales without a territory"
            case .sharedUnits: "Units in several territories"
            case .conflict: "Reps in conflict"
            case .outsideSales: "Selling outside"
            case .uncalledValue: "Value that nobody called"
            case .concentration: "Living off few accounts"
            case .imbalance: "Out of balance"
            case .realignment: "Sales moved by realignment"
            }
        }
    }

    public var kind: Kind
    /// The territory concerned; nil = the whole organisation.
    public var territory: Named?
    /// Money at stake, never negative.
    public var money: Money
    /// What is wrong and why, in one or two sentences with numbers.
    public var text: String
    /// Who should act; nil where nobody is in charge.
    public var owner: Named?
    /// What to do next.
    public var nextStep: String

    public init(
        kind: Kind, territory: Named?, money: Money, text: String, owner: Named?, nextStep: String
    ) {
        self.kind = kind
        self.territory = territory
        self.money = money
        self.text = text
        self.owner = owner
        self.nextStep = nextStep
    }
}

/// How far the inputs can be trusted.
public struct QualityReport: Hashable, Sendable {
    /// A (best) to D.
    public enum Grade: String, Hashable, Sendable, CaseIterable { case a = "A", b = "B", c = "C", d = "D" }

    public var grade: Grade
    /// Why the grade is what it is, in one sentence with numbers.
    public var gradeReason: String
    public var imports: ImportQuality
    public var totals: FactTotals
    /// Sources that the workspace does not have, with the metrics that are missing for it.
    public var missingSources: [MissingSource]

    public struct MissingSource: Hashable, Sendable {
        public var source: String
        public var metrics: [MetricKey]

        public init(source: String, metrics: [MetricKey]) {
            self.source = source
            self.metrics = metrics
        }
    }

    public init(
        grade: Grade, gradeReason: String, imports: ImportQuality, totals: FactTotals,
        missingSources: [MissingSource]
    ) {
        self.grade = grade
        self.gradeReason = gradeReason
        self.imports = imports
        self.totals = totals
        self.missingSources = missingSources
    }
}
