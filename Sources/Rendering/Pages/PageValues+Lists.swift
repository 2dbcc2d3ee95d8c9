import Analysis
import TerritoryModel

extension PageValues {
    func products(_ products: some Sequence<ProductSales>) -> TemplateValue {
        .list(
            inLastingOrder(products, by: { [$0.product] }).map { product in
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
                    "accounts": .text(formatting.count($0.accounts)),
                    "units": .text(formatting.count($0.units)), "sales": money($0.trailingYearSales),
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
