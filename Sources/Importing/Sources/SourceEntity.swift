/// An entity that a source can hold: its fields, and how their values are read.
public struct SourceEntity: Hashable, Sendable {
    /// Name in the configuration, such as `sales`.
    public let name: String
    /// Fields that every row must have.
    public let required: [String]
    public let optional: [String]
    private let numeric: Set<String>
    private let dates: Set<String>

    init(
        _ name: String, required: [String], optional: [String], numeric: Set<String> = [],
        dates: Set<String> = []
    ) {
        self.name = name
        self.required = required
        self.optional = optional
        self.numeric = numeric
        self.dates = dates
    }

    /// Whether fields beside `required` and `optional` may be mapped; they are indicators.
    public var hasIndicators: Bool { name == "demographics" }

    /// Whether the field's values are numbers, so that its mapping may calculate; every indicator is.
    public func isNumeric(_ field: String) -> Bool {
        numeric.contains(field) || (hasIndicators && !required.contains(field) && !optional.contains(field))
    }

    /// Whether the field's values are days.
    public func isDate(_ field: String) -> Bool { dates.contains(field) }

    /// The entity of a source; nil for names that are none.
    public static func named(_ name: String) -> SourceEntity? { all.first { $0.name == name } }

    /// All entities in the order in which reports list their sources.
    public static let all = [
        SourceEntity(
            "units", required: ["unit_id", "name"], optional: ["region", "land_area_km2", "potential"],
            numeric: ["land_area_km2", "potential"]),
        SourceEntity(
            "crosswalk", required: ["postal_code", "unit_id"], optional: ["weight", "fallback_weight"],
            numeric: ["weight", "fallback_weight"]),
        SourceEntity("demographics", required: ["unit_id"], optional: ["year"]),
        SourceEntity("territories", required: ["territory_id", "name"], optional: ["parent_id", "kind"]),
        SourceEntity(
            "unit_assignments", required: ["unit_id", "territory_id"], optional: ["from", "to"],
            dates: ["from", "to"]),
        SourceEntity(
            "account_assignments", required: ["account_id", "territory_id"], optional: ["from", "to"],
            dates: ["from", "to"]),
        SourceEntity(
            "reps", required: ["rep_id", "name"], optional: ["hired", "weekly_capacity_hours"],
            numeric: ["weekly_capacity_hours"], dates: ["hired"]),
        SourceEntity(
            "rep_assignments", required: ["rep_id", "territory_id", "role"], optional: ["from", "to"],
            dates: ["from", "to"]),
        SourceEntity(
            "accounts", required: ["account_id", "name"],
            optional: [
                "postal_code", "unit_id", "territory_id", "segment", "potential", "planned_calls_per_year",
                "parent_id", "state", "latitude", "longitude",
            ],
            numeric: ["potential", "planned_calls_per_year"]),
        SourceEntity(
            "sales", required: ["date", "account_id", "amount"],
            optional: ["rep_id", "territory_id", "product_id", "quantity"],
            numeric: ["amount", "quantity"], dates: ["date"]),
        SourceEntity(
            "activities", required: ["date", "account_id"], optional: ["rep_id", "minutes"],
            numeric: ["minutes"], dates: ["date"]),
        SourceEntity(
            "quotas", required: ["from", "to", "amount"], optional: ["territory_id", "rep_id"],
            numeric: ["amount"], dates: ["from", "to"]),
        SourceEntity(
            "notes", required: ["text"], optional: ["date", "territory_id", "rep_id", "account_id", "tags"],
            dates: ["date"]),
    ]
}
