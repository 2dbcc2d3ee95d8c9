extension SourceEntry {
    /// An entity that can be read: its fields, the required ones first.
    struct Entity {
        let name: String
        let required: [String]
        let optional: [String]

        /// Whether the field's values are numbers, so that its mapping may calculate; every indicator is.
        func isNumeric(_ field: String) -> Bool {
            Entity.numeric.contains(field)
                || (name == "demographics" && !required.contains(field) && !optional.contains(field))
        }

        private static let numeric: Set<String> = [
            "land_area_km2", "potential", "weight", "weekly_capacity_hours", "planned_calls_per_year",
            "amount", "quantity", "minutes",
        ]
    }

    static let entities = [
        Entity(
            name: "units", required: ["unit_id", "name"], optional: ["region", "land_area_km2", "potential"]),
        Entity(name: "crosswalk", required: ["postal_code", "unit_id"], optional: ["weight"]),
        Entity(name: "demographics", required: ["unit_id"], optional: ["year"]),
        Entity(name: "territories", required: ["territory_id", "name"], optional: ["parent_id", "kind"]),
        Entity(name: "unit_assignments", required: ["unit_id", "territory_id"], optional: ["from", "to"]),
        Entity(
            name: "account_assignments", required: ["account_id", "territory_id"], optional: ["from", "to"]),
        Entity(name: "reps", required: ["rep_id", "name"], optional: ["hired", "weekly_capacity_hours"]),
        Entity(
            name: "rep_assignments", required: ["rep_id", "territory_id", "role"], optional: ["from", "to"]),
        Entity(
            name: "accounts", required: ["account_id", "name"],
            optional: [
                "postal_code", "state", "unit_id", "territory_id", "segment", "potential",
                "planned_calls_per_year", "parent_id",
            ]),
        Entity(
            name: "sales", required: ["date", "account_id", "amount"],
            optional: ["rep_id", "territory_id", "product_id", "quantity"]),
        Entity(name: "activities", required: ["date", "account_id"], optional: ["rep_id", "minutes"]),
        Entity(name: "quotas", required: ["from", "to", "amount"], optional: ["territory_id", "rep_id"]),
        Entity(
            name: "notes", required: ["text"],
            optional: ["date", "territory_id", "rep_id", "account_id", "tags"]),
    ]
}
