import Analysis
import TerritoryModel

extension ReportJSON {
    var overlap: JSONFields {
        [
            "rep_pairs": .list(report.repPairs, pair),
            "shared_accounts": .list(report.sharedAccounts, shared),
            "outside_sales": .list(report.outsideSales) {
                .object([
                    "territory": .text($0.territory.id), "rep": .text($0.rep.id),
                    "sales": .money($0.amount),
                ])
            },
            "area_overlaps": .list(report.areaOverlaps) {
                .object([
                    "area_km2": .number($0.areaKm2), "share_of_first": .number($0.shareOfFirst),
                    "share_of_second": .number($0.shareOfSecond), "territories": ids([$0.first, $0.second]),
                ])
            },
        ]
    }

    private func pair(_ pair: RepPair) -> JSONValue {
        let kinds = OverlapKind.allCases.map {
            (name: $0.rawValue, value: JSONValue.count(pair.byKind[$0, default: 0]))
        }
        return .object([
            "reps": ids([pair.first, pair.second]), "accounts": .count(pair.accounts),
            "by_kind": .object(JSONFields(kinds)), "jaccard": .number(pair.jaccard),
            "sales": .money(pair.sales), "conflicting_sales": .money(pair.conflictingSales),
        ])
    }

    private func shared(_ account: SharedAccount) -> JSONValue {
        .object([
            "account": named(account.account), "evidence": .text(account.evidence),
            "kind": .text(account.kind.rawValue), "sales": .money(account.sales),
            "territory": .optional(account.territory?.id), "touches": .list(account.touches, touch),
        ])
    }

    private func touch(_ touch: SharedAccount.Touch) -> JSONValue {
        .object([
            "calls": .count(touch.calls), "first_call": .optional(touch.firstCall),
            "first_sale": .optional(touch.firstSale), "last_call": .optional(touch.lastCall),
            "last_sale": .optional(touch.lastSale), "rep": .text(touch.rep.id),
            "role": .text(touch.role.rawValue), "sales": .money(touch.sales),
            "since": .optional(touch.since), "through": .optional(touch.through?.id),
            "until": .optional(touch.until),
        ])
    }
}
