import Analysis
import TerritoryModel

extension PageValues {
    /// The first shared accounts, how many there are, and whether some are left out.
    func shared(_ accounts: some Collection<SharedAccount>, first: Int) -> TemplateFields {
        [
            "shared_accounts": .list(inLastingOrder(accounts.prefix(first)) { [$0.account.id] }.map(shared)),
            "shared_accounts_total": .text(formatting.count(accounts.count)),
            "has_more_shared": .flag(accounts.count > first),
        ]
    }

    private func shared(_ account: SharedAccount) -> TemplateValue {
        .object([
            "id": .text(account.account.id), "name": .text(account.account.name),
            "kind": .text(account.kind.rawValue), "is_conflict": .flag(account.kind == .conflict),
            "territory": .optional(account.territory.map(link(territory:))),
            "sales": money(account.sales), "evidence": .text(account.evidence),
            "touches": .list(account.touches.map(touch)),
        ])
    }

    private func touch(_ touch: SharedAccount.Touch) -> TemplateValue {
        let sold = span("sales", touch.firstSale, touch.lastSale)
        let called = span("calls", touch.firstCall, touch.lastCall)
        return .object([
            "rep": link(rep: touch.rep), "sales": money(touch.sales),
            "calls": .text(formatting.counted(touch.calls, "call")), "role": .text(role(of: touch)),
            "days": .text([sold, called].compactMap(\.self).joined(separator: "; ")),
        ])
    }

    /// Such as `sales 3 Feb 2025 – 12 Jun 2026`; nil where there were none.
    private func span(_ what: String, _ first: Day?, _ last: Day?) -> String? {
        guard let first, let last else { return nil }
        return first == last
            ? "\(what) \(formatting.day(first))"
            : "\(what) \(formatting.day(first)) – \(formatting.day(last))"
    }

    /// Such as `owner of Atlanta North since 1 Jan 2026`.
    private func role(of touch: SharedAccount.Touch) -> String {
        let place = touch.through.map { $0.name } ?? "the territory"
        let days = period(Validity(from: touch.since, to: touch.until))
        let words: String
        switch touch.role {
        case .owner: words = "owner of \(place)"
        case .formerOwner: words = "former owner of \(place)"
        case .overlay: words = "overlay, \(place)"
        case .other: words = "in the team of \(place)"
        case .none: return "no role here"
        }
        return days.isEmpty ? words : words + " " + days
    }

    /// Such as `since 1 Jan 2026`; empty where both ends are open.
    func period(_ validity: Validity) -> String {
        switch (validity.from, validity.to) {
        case (let from?, let to?): "\(formatting.day(from)) – \(formatting.day(to))"
        case (let from?, nil): "since \(formatting.day(from))"
        case (nil, let to?): "until \(formatting.day(to))"
        case (nil, nil): ""
        }
    }

    func pairs(_ pairs: some Sequence<RepPair>) -> TemplateValue {
        .list(
            inLastingOrder(pairs, by: { [$0.first.id, $0.second.id] }).map { pair in
                func count(_ kind: OverlapKind) -> TemplateValue {
                    .text(formatting.count(pair.byKind[kind, default: 0]))
                }
                return .object([
                    "first": link(rep: pair.first), "second": link(rep: pair.second),
                    "accounts": .text(formatting.count(pair.accounts)), "conflict": count(.conflict),
                    "handover": count(.handover), "overlay": count(.overlay),
                    "jaccard": .text(formatting.percent(pair.jaccard)), "sales": money(pair.sales),
                    "conflicting_sales": money(pair.conflictingSales),
                ])
            })
    }

    func outside(_ sales: some Sequence<OutsideSales>) -> TemplateValue {
        .list(
            inLastingOrder(sales, by: { [$0.territory.id, $0.rep.id] }).map {
                .object([
                    "territory": link(territory: $0.territory), "rep": link(rep: $0.rep),
                    "amount": money($0.amount),
                ])
            })
    }

    func units(_ units: [UnitReport]) -> TemplateValue {
        .list(
            units.map { unit in
                .object([
                    "id": .text(unit.unit.id), "name": .text(unit.unit.name),
                    "region": .text(unit.region ?? ""),
                    "claimants": .list(unit.claimants.map(link(territory:))),
                    "claims": .list(
                        unit.claims.map {
                            let days = period($0.validity)
                            return .object([
                                "territory": link(territory: $0.territory),
                                "period": .text(days.isEmpty ? "always" : days),
                            ])
                        }),
                    "territory": .optional(unit.territory.map(link(territory:))),
                    "population": people(unit.population),
                    "accounts": .text(formatting.count(unit.accounts)), "sales": money(unit.sales),
                ])
            })
    }

    func areaOverlaps() -> TemplateValue {
        .list(
            report.areaOverlaps.map {
                .object([
                    "first": link(territory: $0.first), "second": link(territory: $0.second),
                    "area": .text(formatting.decimal($0.areaKm2, places: 1) + " km²"),
                    "share_of_first": .text(formatting.percent($0.shareOfFirst)),
                    "share_of_second": .text(formatting.percent($0.shareOfSecond)),
                ])
            })
    }

    func people(_ number: Double?) -> TemplateValue {
        .text(number.map { formatting.decimal($0, places: 0) } ?? PageValues.dash)
    }
}
