import TerritoryModel

/// An exception of an earlier report.
public struct PastException: Hashable, Sendable {
    /// `ReportException.identity`.
    public var identity: String
    public var kind: ReportException.Kind
    public var territory: Named?
    public var money: Money
    public var text: String
    /// As-of day of the first of the unbroken row of runs that had it.
    public var firstSeen: Day
    /// `identity` of the exception that took it in; nil where it stood by itself.
    public var within: String?

    public init(
        identity: String, kind: ReportException.Kind, territory: Named?, money: Money, text: String,
        firstSeen: Day, within: String? = nil
    ) {
        self.identity = identity
        self.kind = kind
        self.territory = territory
        self.money = money
        self.text = text
        self.firstSeen = firstSeen
        self.within = within
    }
}

extension PastException {
    /// What is remembered of an exception: itself, and those that it takes in.
    ///
    /// - Parameter asOf: The day of the report; what no earlier run had is first seen on it.
    public static func matters(of exception: ReportException, asOf: Day) -> [PastException] {
        let own = PastException(
            identity: exception.identity, kind: exception.kind, territory: exception.territory,
            money: exception.money, text: exception.text, firstSeen: exception.firstSeen ?? asOf)
        return [own]
            + exception.also.map {
                PastException(
                    identity: $0.identity, kind: $0.kind, territory: exception.territory, money: $0.money,
                    text: $0.text, firstSeen: $0.firstSeen ?? asOf, within: exception.identity)
            }
    }
}
