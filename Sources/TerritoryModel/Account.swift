/// A customer account, as `AccountTable` makes it of its columns.
public struct Account: Hashable, Sendable {
    public let id: String
    public let name: String
    /// Index in `Dimensions.units`; nil where neither the row, its coordinates nor the crosswalk places it.
    public let unit: Int?
    /// How `unit` was found.
    public let unitSource: UnitSource
    /// Postal code as given; nil where blank.
    public let postalCode: String?
    /// Index of the exclusive territory that the account row itself names.
    public let namedTerritory: Int?
    /// Market segment as given; nil where blank.
    public let segment: String?
    /// Sales potential per year; nil where unknown.
    public let potential: Money?
    /// Planned calls per year; nil where no plan exists.
    public let plannedCallsPerYear: FixedPoint?
    /// Index of the parent account in `Dimensions.accounts`.
    public let parent: Int?

    /// - Parameter unitSource: nil = the row names the unit, where there is one.
    public init(
        id: String, name: String, unit: Int?, postalCode: String?, namedTerritory: Int?, segment: String?,
        potential: Money?, plannedCallsPerYear: FixedPoint?, parent: Int?,
        unitSource: UnitSource? = nil
    ) {
        self.id = id
        self.name = name
        self.unit = unit
        self.unitSource = unitSource ?? (unit == nil ? .none : .rowId)
        self.postalCode = postalCode
        self.namedTerritory = namedTerritory
        self.segment = segment
        self.potential = potential
        self.plannedCallsPerYear = plannedCallsPerYear
        self.parent = parent
    }
}
