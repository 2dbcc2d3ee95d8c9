import Analysis
import TerritoryModel

extension PageValues {
    func shared(_ accounts: some Sequence<SharedAccount>) -> TemplateValue {
        .list(
            accounts.map { account in
                .object([
                    "id": .text(account.account.id), "name": .text(account.account.name),
                    "kind": .text(account.kind.rawValue), "is_conflict": .flag(account.kind == .conflict),
                    "territory": .optional(account.territory.map(link(territory:))),
                    "sales": money(account.sales), "touches": .list(account.touches.map(touch)),
                ])
            })
    }

    private func touch(_ touch: SharedAccount.Touch) -> TemplateValue {
        .object([
            "rep": link(rep: touch.rep), "sales": money(touch.sales),
            "calls": .text(counted(Int(touch.calls), "call")),
        ])
    }

    func pairs(_ pairs: some Sequence<RepPair>) -> TemplateValue {
        .list(
            pairs.map { pair in
                func count(_ kind: OverlapKind) -> TemplateValue {
                    .text(Formatting.count(pair.byKind[kind, default: 0]))
                }
                return .object([
                    "first": link(rep: pair.first), "second": link(rep: pair.second),
                    "accounts": .text(Formatting.count(pair.accounts)), "conflict": count(.conflict),
                    "handover": count(.handover), "overlay": count(.overlay),
                    "jaccard": .text(Formatting.percent(pair.jaccard)), "sales": money(pair.sales),
                    "conflicting_sales": money(pair.conflictingSales),
                ])
            })
    }

    func outside(_ sales: some Sequence<OutsideSales>) -> TemplateValue {
        .list(
            sales.map {
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
                    "territory": .optional(unit.territory.map(link(territory:))),
                    "population": .text(
                        unit.population.map { Formatting.decimal($0, places: 0) } ?? PageValues.dash),
                    "accounts": .text(Formatting.count(unit.accounts)), "sales": money(unit.sales),
                ])
            })
    }

    func products(_ products: some Sequence<ProductSales>) -> TemplateValue {
        .list(
            products.map { product in
                let base = product.salesPrior.doubleValue
                let growth: MetricValue =
                    base > 0
                    ? .number(product.sales.doubleValue / base - 1) : .unavailable(.noPriorSales)
                return .object([
                    "name": .text(product.product.isEmpty ? "(no product)" : product.product),
                    "sales": money(product.sales), "sales_prior": money(product.salesPrior),
                    "growth": markup(growth, of: .growth),
                ])
            })
    }

    func realignments(_ realignments: some Sequence<Realignment>) -> TemplateValue {
        .list(
            realignments.map {
                .object([
                    "day": day($0.day), "from": .optional($0.from.map(link(territory:))),
                    "to": .optional($0.to.map(link(territory:))),
                    "accounts": .text(Formatting.count($0.accounts)),
                    "units": .text(Formatting.count($0.units)), "sales": money($0.trailingYearSales),
                ])
            })
    }

    func handovers(_ changes: some Sequence<OwnerChange>) -> TemplateValue {
        .list(
            changes.map {
                .object([
                    "day": day($0.day), "territory": link(territory: $0.territory),
                    "from": .optional($0.from.map(link(rep:))), "to": .optional($0.to.map(link(rep:))),
                ])
            })
    }

    func notes(_ notes: some Sequence<NoteReport>) -> TemplateValue {
        .list(
            notes.map {
                .object([
                    "day": day($0.day), "text": .text($0.text),
                    "tags": .text($0.tags.joined(separator: ", ")),
                    "territory": .optional($0.territory.map(link(territory:))),
                    "rep": .optional($0.rep.map(link(rep:))), "account": .text($0.account?.name ?? ""),
                ])
            })
    }
}
