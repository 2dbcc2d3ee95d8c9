import TerritoryModel

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
        case quotaGap = "quota_gap"
        case lostAccounts = "lost_accounts"
        case revenueInTransition = "revenue_in_transition"
        case concentration
        case imbalance
        case realignment
        case dataFault = "data_fault"

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
            case .quotaGap: "Short of quota beyond what the ground explains"
            case .lostAccounts: "Lost accounts"
            case .revenueInTransition: "Revenue in transition"
            case .concentration: "Living off few accounts"
            case .imbalance: "Out of balance"
            case .realignment: "Sales moved by realignment"
            case .dataFault: "Faults in the data"
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
    /// Who should act; nil where no rep can.
    public var owner: Named?
    /// Who should act where no rep can.
    public var office: Office?
    /// What to do next.
    public var nextStep: String
    /// Where the report shows it: `territory`, or the page of a topic.
    public var page: Page
    /// Exceptions of the same cause that this one takes in; most money first.
    public var also: [Also] = []
    /// As-of day of the first of the unbroken row of runs that had it; nil = this run is the first.
    public var firstSeen: Day?
    /// Ids of the reps or territories that make it the same matter, where a territory can have several of a kind.
    public var parties: [String] = []

    /// The same for the same matter in every run, whatever its money and words are.
    ///
    /// Kind, territory and parties, such as `outside_sales:T-07:R-12`. What its parties name alone has no territory
    /// in it, since the one where most of it lies may be another next week.
    public var identity: String {
        let place = kind.isNamedByParties ? nil : territory.map { Self.escaped($0.id) }
        return ([kind.rawValue, place ?? "*"] + parties.map(Self.escaped)).joined(separator: ":")
    }

    /// An id without the signs that divide an identity.
    private static func escaped(_ id: String) -> String {
        guard id.utf8.contains(where: { $0 == 0x25 || $0 == 0x2A || $0 == 0x3A }) else { return id }
        return id.unicodeScalars.reduce(into: "") { text, sign in
            switch sign {
            case "%": text += "%25"
            case "*": text += "%2A"
            case ":": text += "%3A"
            default: text.unicodeScalars.append(sign)
            }
        }
    }

    /// A part of the organisation that acts where no rep can.
    public enum Office: String, Hashable, Sendable, CaseIterable {
        case management = "sales management"
        case operations = "sales operations"
    }

    /// The page on which a reader finds the details.
    public enum Page: Hashable, Sendable {
        case territory(Named)
        case coverage, overlap, balance, quality
    }

    /// An exception that another one takes in.
    public struct Also: Hashable, Sendable {
        public var kind: Kind
        public var money: Money
        public var text: String
        /// As that of an exception that stands by itself.
        public var identity: String
        public var firstSeen: Day?

        public init(kind: Kind, money: Money, text: String, identity: String) {
            self.kind = kind
            self.money = money
            self.text = text
            self.identity = identity
        }
    }

    public init(
        kind: Kind, territory: Named?, money: Money, text: String, owner: Named?, nextStep: String,
        page: Page
    ) {
        self.kind = kind
        self.territory = territory
        self.money = money
        self.text = text
        self.owner = owner
        self.nextStep = nextStep
        self.page = page
    }
}
