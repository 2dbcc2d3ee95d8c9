/// The accounts by index, held column by column.
///
/// An account takes the bytes of its texts and 17 to 41 more: there are up to millions of them, and few are ever shown.
/// An element is made of the columns when it is asked for, its texts too; loops over all accounts ask for the
/// columns that they need.
public struct AccountTable: Sendable {
    /// Of each account its id, its name and its postal code, in this order.
    private var texts = PackedTexts()
    private var units = IndexColumn()
    private var unitSources = ByteColumn()
    private var namedTerritories = IndexColumn()
    private var segmentNumbers = IndexColumn()
    private var potentials = AmountColumn()
    private var plans = AmountColumn()
    private var parents = IndexColumn()
    /// The segments that the accounts refer to by number, each once.
    public var segments: [String] = []
    public private(set) var count = 0

    private static let textsPerAccount = 3

    /// One account as the bytes of an input show it; ranges are of those bytes.
    public struct Row: Sendable {
        public let id: Range<Int>
        public let name: Range<Int>
        /// Empty = nothing.
        public var postalCode = 0..<0
        public var unit: Int?
        public var unitSource = UnitSource.none
        public var namedTerritory: Int?
        /// The place in `AccountTable.segments`.
        public var segment: Int?
        public var potential: Money?
        public var plannedCallsPerYear: FixedPoint?

        public init(id: Range<Int>, name: Range<Int>) {
            self.id = id
            self.name = name
        }
    }

    public init() {}

    /// The accounts in the order given.
    public init(_ accounts: some Sequence<Account>) {
        var numbers: [String: Int] = [:]
        for account in accounts {
            texts.append(account.id.utf8)
            texts.append(account.name.utf8)
            if let code = account.postalCode { texts.append(code.utf8) } else { texts.appendNothing() }
            let segment = account.segment.map { segment in
                let number = numbers[segment, default: segments.count]
                if number == segments.count { segments.append(segment) }
                numbers[segment] = number
                return number
            }
            units.set(account.unit, at: count)
            unitSources.set(account.unitSource.rawValue, at: count)
            namedTerritories.set(account.namedTerritory, at: count)
            segmentNumbers.set(segment, at: count)
            potentials.set(account.potential, at: count)
            plans.set(account.plannedCallsPerYear, at: count)
            parents.set(account.parent, at: count)
            count += 1
        }
    }

    /// Adds an account; its bytes must be valid UTF-8.
    public mutating func append(_ row: Row, in bytes: [UInt8]) {
        texts.append(bytes[row.id])
        texts.append(bytes[row.name])
        if row.postalCode.isEmpty { texts.appendNothing() } else { texts.append(bytes[row.postalCode]) }
        units.set(row.unit, at: count)
        unitSources.set(row.unitSource.rawValue, at: count)
        namedTerritories.set(row.namedTerritory, at: count)
        segmentNumbers.set(row.segment, at: count)
        potentials.set(row.potential, at: count)
        plans.set(row.plannedCallsPerYear, at: count)
        count += 1
    }

    /// Gives an account its parent, by index.
    public mutating func setParent(_ parent: Int?, of account: Int) {
        parents.set(parent, at: account)
    }

    /// Sorts the accounts by the bytes of their ids, which must differ; parents are set afterwards.
    ///
    /// - Returns: the former index of each; nil where they were sorted already.
    public mutating func sortById() -> [Int32]? {
        guard indices.dropFirst().contains(where: { !precedesById($0 - 1, $0) }) else { return nil }
        let order = texts.order(ofEvery: AccountTable.textsPerAccount)
        texts.reorder(by: order, perPlace: AccountTable.textsPerAccount)
        units.reorder(by: order)
        unitSources.reorder(by: order)
        namedTerritories.reorder(by: order)
        segmentNumbers.reorder(by: order)
        potentials.reorder(by: order)
        plans.reorder(by: order)
        return order
    }

    private func precedesById(_ left: Int, _ right: Int) -> Bool {
        texts.precedes(left * AccountTable.textsPerAccount, right * AccountTable.textsPerAccount)
    }

    /// Whether the id of the last account comes before another; true where there is none.
    public func lastIdPrecedes(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        count == 0 || texts.precedes((count - 1) * AccountTable.textsPerAccount, bytes, range)
    }

    /// The bytes of all texts, among them those of the ids; see `idRange(of:)`.
    public var bytes: [UInt8] { texts.bytes }

    /// Where in `bytes` the id of an account lies.
    public func idRange(of account: Int) -> Range<Int> {
        texts.range(account * AccountTable.textsPerAccount)
    }
}

/// The columns one by one.
extension AccountTable {
    public func id(of account: Int) -> String { texts.text(account * AccountTable.textsPerAccount) }
    public func name(of account: Int) -> String { texts.text(account * AccountTable.textsPerAccount + 1) }
    public func postalCode(of account: Int) -> String? {
        let text = account * AccountTable.textsPerAccount + 2
        return texts.isNothing(text) ? nil : texts.text(text)
    }
    public func unit(of account: Int) -> Int? { units[account] }
    /// How `unit(of:)` was found.
    public func unitSource(of account: Int) -> UnitSource {
        UnitSource(rawValue: unitSources[account]) ?? .none
    }
    public func namedTerritory(of account: Int) -> Int? { namedTerritories[account] }
    /// The place in `segments`.
    public func segmentNumber(of account: Int) -> Int? { segmentNumbers[account] }
    public func segment(of account: Int) -> String? { segmentNumbers[account].map { segments[$0] } }
    public func potential(of account: Int) -> Money? { potentials[account] }
    public func plannedCallsPerYear(of account: Int) -> FixedPoint? { plans[account] }
    public func parent(of account: Int) -> Int? { parents[account] }
}

extension AccountTable: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { count }

    public subscript(account: Int) -> Account {
        precondition(indices.contains(account), "the table has \(count) accounts")
        return Account(
            id: id(of: account), name: name(of: account), unit: unit(of: account),
            postalCode: postalCode(of: account), namedTerritory: namedTerritory(of: account),
            segment: segment(of: account), potential: potential(of: account),
            plannedCallsPerYear: plannedCallsPerYear(of: account), parent: parent(of: account),
            unitSource: unitSource(of: account))
    }
}

extension AccountTable: ExpressibleByArrayLiteral {
    public init(arrayLiteral accounts: Account...) { self.init(accounts) }
}
