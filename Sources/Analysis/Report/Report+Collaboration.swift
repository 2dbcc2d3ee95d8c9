import TerritoryModel

/// A territory that is like another one, and what can be learnt there.
public struct SimilarTerritory: Hashable, Sendable {
    public var territory: Named
    /// Weighted distance of the standardised traits; 0 = alike in all.
    public var distance: Double
    /// The three traits in which both are most alike.
    public var traits: [Trait]
    /// nil where it is clearly better in nothing.
    public var lesson: Lesson?

    /// A trait with the values of both.
    public struct Trait: Hashable, Sendable {
        /// Key of a metric, `indicator:NAME` or `segment:NAME`.
        public var name: String
        public var own: Double
        public var theirs: Double

        public init(name: String, own: Double, theirs: Double) {
            self.name = name
            self.own = own
            self.theirs = theirs
        }
    }

    /// The metric in which the similar territory is most clearly better, with its owner rep.
    public struct Lesson: Hashable, Sendable {
        public var metric: MetricKey
        public var own: Double
        public var theirs: Double
        public var rep: Named

        public init(metric: MetricKey, own: Double, theirs: Double, rep: Named) {
            self.metric = metric
            self.own = own
            self.theirs = theirs
            self.rep = rep
        }
    }

    public init(territory: Named, distance: Double, traits: [Trait], lesson: Lesson?) {
        self.territory = territory
        self.distance = distance
        self.traits = traits
        self.lesson = lesson
    }
}

/// An account whose parent account lies in another territory.
public struct SplitFamily: Hashable, Sendable {
    /// One side of the family.
    public struct Side: Hashable, Sendable {
        public var account: Named
        public var territory: Named
        /// nil = vacant.
        public var owner: Named?

        public init(account: Named, territory: Named, owner: Named?) {
            self.account = account
            self.territory = territory
            self.owner = owner
        }
    }

    public var parent: Side
    public var child: Side
    /// Of the child.
    public var trailingYearSales: Money

    public init(parent: Side, child: Side, trailingYearSales: Money) {
        self.parent = parent
        self.child = child
        self.trailingYearSales = trailingYearSales
    }
}
