import Analysis
import TerritoryModel

/// What the report lists of each territory and of each rep.
///
/// A page takes its own items from here: a look through whole lists for every page would grow with the square of the
/// territories.
struct SubjectLists: Sendable {
    /// What concerns no territory is listed under the id of the unassigned.
    struct OfTerritory: Sendable {
        let accountsToCall: IndexedList<AccountToCall>
        /// Without those that concern no territory.
        let exceptions: IndexedList<ReportException>
        let sharedAccounts: IndexedList<SharedAccount>
        let outsideSales: IndexedList<OutsideSales>
        let products: IndexedList<ProductSales>
        let realignments: IndexedList<Realignment>
        let handovers: IndexedList<OwnerChange>
        /// Without those that concern no territory.
        let notes: IndexedList<NoteReport>
        let children: IndexedList<TerritoryReport>
    }

    struct OfRep: Sendable {
        let accountsToCall: IndexedList<AccountToCall>
        let exceptions: IndexedList<ReportException>
        let sharedAccounts: IndexedList<SharedAccount>
        let pairs: IndexedList<RepPair>
        let outsideSales: IndexedList<OutsideSales>
        let notes: IndexedList<NoteReport>
    }

    let territories: OfTerritory
    let reps: OfRep

    init(_ report: Report) {
        func known(_ subject: Named?) -> [String] { subject.map { [$0.id] } ?? [] }
        func any(_ territory: Named?) -> [String] { [territory?.id ?? Named.unassigned.id] }
        territories = OfTerritory(
            accountsToCall: IndexedList(report.accountsToCall) { any($0.territory) },
            exceptions: IndexedList(report.exceptions) { known($0.territory) },
            sharedAccounts: IndexedList(report.sharedAccounts) { any($0.territory) },
            outsideSales: IndexedList(report.outsideSales) { any($0.territory) },
            products: IndexedList(report.products) { any($0.territory) },
            realignments: IndexedList(report.realignments) { any($0.from) + any($0.to) },
            handovers: IndexedList(report.handovers) { any($0.territory) },
            notes: IndexedList(report.notes) { known($0.territory) },
            children: IndexedList(report.territories) { known($0.parent) })
        reps = OfRep(
            accountsToCall: IndexedList(report.accountsToCall) { known($0.owner) },
            exceptions: IndexedList(report.exceptions) { known($0.owner) },
            sharedAccounts: IndexedList(report.sharedAccounts) { $0.touches.map(\.rep.id) },
            pairs: IndexedList(report.repPairs) { [$0.first.id, $0.second.id] },
            outsideSales: IndexedList(report.outsideSales) { known($0.rep) },
            notes: IndexedList(report.notes) { known($0.rep) })
    }
}
