import Tabular
import TerritoryModel

/// The accounts under way: their table as far as it goes, and what is resolved when all are there.
struct AccountLoad {
    private(set) var table = AccountTable()
    /// nil as long as every id comes behind the one before it, so that none can be there twice.
    private var index: IdentifierTable?
    private var segments = IdentifierTable()
    /// Accounts that name a parent, and the ids that they name.
    private var children: [(account: Int32, parent: Int32)] = []
    private var parentIds = IdentifierTable()

    /// Whether an account with this id is new; if so it must be added next.
    mutating func isNew(_ bytes: Span<UInt8>, _ id: Range<Int>) -> Bool {
        if index == nil {
            // What has two forms may have the other one anywhere.
            if table.lastIdPrecedes(bytes, id), !IdentifierTable.mayHaveOtherForm(id) { return true }
            index = AccountLoad.index(of: table)
        }
        return index?.insertNew(bytes, id) ?? true
    }

    /// The number of a segment; nil for nothing.
    mutating func segment(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        range.isEmpty ? nil : segments.insert(bytes, range)
    }

    mutating func append(_ row: AccountTable.Row, parent: Range<Int>, in bytes: [UInt8]) {
        if !parent.isEmpty {
            children.append((Int32(table.count), Int32(parentIds.insert(bytes.span, parent))))
        }
        table.append(row, in: bytes)
    }

    /// The accounts sorted, with their parents, and the index of their ids.
    consuming func finish() -> (accounts: AccountTable, index: IdentifierTable) {
        table.segments = (0..<segments.count).map(segments.text)
        let order = table.sortById()
        var index = index.take() ?? AccountLoad.index(of: table)
        if let order {
            var numbers = [Int32](repeating: 0, count: order.count)
            for (number, former) in order.enumerated() { numbers[Int(former)] = Int32(number) }
            index.renumber(numbers)
            for place in children.indices {
                children[place].account = numbers[Int(children[place].account)]
            }
        }
        let parents = (0..<parentIds.count).map { index.indexInEitherForm(parentIds.text($0)) }
        for (account, parent) in children {
            table.setParent(parents[Int(parent)], of: Int(account))
        }
        return (table, index)
    }

    static func index(of accounts: AccountTable) -> IdentifierTable {
        IdentifierTable(distinct: accounts.count, in: accounts.bytes.span) { accounts.idRange(of: $0) }
    }
}
