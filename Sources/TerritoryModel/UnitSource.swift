/// How the unit of an account was found.
public enum UnitSource: UInt8, Hashable, Sendable, CaseIterable {
    /// It has none.
    case none
    /// The account's row names it.
    case rowId
    /// It contains the account's coordinates.
    case coordinates
    /// The crosswalk gives it for the account's postal code.
    case postalCode
}
