/// Everything that is known about the field except its sales and calls; loaded whole.
///
/// Units, territories, reps and accounts are sorted by the UTF-8 bytes of their ids, each id once, so an index
/// orders like an id and every tie that is broken by index is broken by id. All other values refer to them by
/// index.
public struct Dimensions: Sendable {
    public var units: [GeographicUnit]
    public var territories: [Territory]
    public var reps: [Rep]
    public var accounts: AccountTable
    public var unitAssignments: [UnitAssignment]
    public var accountAssignments: [AccountAssignment]
    public var repAssignments: [RepAssignment]
    public var quotas: [Quota]
    public var demographics: [DemographicObservation]
    public var notes: [Note]
    /// Which sources the workspace configures, by their names in the configuration (`units`, `quotas`, …);
    /// what is absent makes the metrics that need it `source_missing`.
    public var sources: Set<String>

    public init(
        units: [GeographicUnit] = [], territories: [Territory] = [], reps: [Rep] = [],
        accounts: AccountTable = AccountTable(), unitAssignments: [UnitAssignment] = [],
        accountAssignments: [AccountAssignment] = [], repAssignments: [RepAssignment] = [],
        quotas: [Quota] = [], demographics: [DemographicObservation] = [], notes: [Note] = [],
        sources: Set<String> = []
    ) {
        self.units = units
        self.territories = territories
        self.reps = reps
        self.accounts = accounts
        self.unitAssignments = unitAssignments
        self.accountAssignments = accountAssignments
        self.repAssignments = repAssignments
        self.quotas = quotas
        self.demographics = demographics
        self.notes = notes
        self.sources = sources
    }

    /// The place of `unassigned` in arrays that hold one value per territory: after the last.
    public var unassignedTerritory: Int { territories.count }
    /// The place of `unassigned` in arrays that hold one value per rep: after the last.
    public var unassignedRep: Int { reps.count }
    /// The place of rows whose account is unknown in arrays that hold one value per account: after the last.
    public var unknownAccount: Int { accounts.count }
}

/// Compares ids by their UTF-8 bytes, the order of every table and tie.
public func precedesById(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
}
