/// The days on which an assignment is in force; a missing end is open.
public struct Validity: Hashable, Sendable {
    public let from: Day?
    public let to: Day?

    public static let always = Validity(from: nil, to: nil)

    public init(from: Day?, to: Day?) {
        self.from = from
        self.to = to
    }

    /// Whether from ≤ day ≤ to.
    public func contains(_ day: Day) -> Bool {
        if let from, day < from { return false }
        if let to, day > to { return false }
        return true
    }

    /// Day number of the first day, `Int32.min` where open.
    public var firstNumber: Int32 { from?.number ?? .min }
    /// Day number after the last day, `Int32.max` where open.
    public var endNumber: Int32 { to.map { $0.number + 1 } ?? .max }
}

/// A geographic unit given to a territory for a time.
public struct UnitAssignment: Hashable, Sendable {
    /// Index in `Dimensions.units`.
    public let unit: Int
    /// Index in `Dimensions.territories`; exclusive or overlay, never a group.
    public let territory: Int
    public let validity: Validity

    public init(unit: Int, territory: Int, validity: Validity) {
        self.unit = unit
        self.territory = territory
        self.validity = validity
    }
}

/// A named account given to a territory for a time; it goes before the assignment of the account's unit.
public struct AccountAssignment: Hashable, Sendable {
    /// Index in `Dimensions.accounts`.
    public let account: Int
    /// Index in `Dimensions.territories`; exclusive or overlay, never a group.
    public let territory: Int
    public let validity: Validity

    public init(account: Int, territory: Int, validity: Validity) {
        self.account = account
        self.territory = territory
        self.validity = validity
    }
}

/// The part that a rep plays in a territory.
public enum RepRole: Hashable, Sendable {
    /// Answers for the territory; one at a time.
    case owner
    /// Sells beside the owner without conflict.
    case overlay
    /// Any other part, such as inside sales or service; kept as given.
    case other(String)

    /// Reads a role as given, without regard to case.
    public init(_ text: String) {
        switch text.lowercased() {
        case "owner": self = .owner
        case "overlay": self = .overlay
        default: self = .other(text)
        }
    }
}

/// A rep given to a territory for a time.
public struct RepAssignment: Hashable, Sendable {
    /// Index in `Dimensions.reps`.
    public let rep: Int
    /// Index in `Dimensions.territories`.
    public let territory: Int
    public let role: RepRole
    public let validity: Validity

    public init(rep: Int, territory: Int, role: RepRole, validity: Validity) {
        self.rep = rep
        self.territory = territory
        self.role = role
        self.validity = validity
    }
}
