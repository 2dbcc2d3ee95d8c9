import Analysis
import TerritoryModel

extension PageValues {
    func quality() -> TemplateValue {
        let first = 200
        let imports = report.quality.imports
        var values = page(.quality, title: Page.quality.title)
        values["files"] = .list(imports.files.map(file))
        values["ages"] = .list(imports.ages.map(age))
        values["readings"] = .list(imports.files.filter { !$0.notices.isEmpty }.map(reading))
        values["rejections"] = .list(imports.rejections.map(rejection))
        values["unmatched"] = .list(imports.unmatched.prefix(first).map(unmatched))
        values["unmatched_total"] = .text(formatting.count(imports.unmatched.count))
        values["has_more_unmatched"] = .flag(
            imports.unmatched.count > first || imports.unmatchedBeyondLimit > 0)
        values["structural"] = .list(
            imports.structural.map {
                .object([
                    "kind": .text($0.kind.rawValue.replacing("_", with: " ")), "subject": .text($0.subject),
                    "text": .text($0.text),
                ])
            })
        values["missing"] = .list(
            report.quality.missingSources.map { missing in
                let titles = missing.metrics.map { MetricCatalog.definition(of: $0).title }
                return .object([
                    "source": .text(missing.source), "metrics": .text(titles.joined(separator: ", ")),
                ])
            })
        values["placement"] = .list(report.quality.placement.map(placement))
        values.merge(totals(report.quality.totals))
        return .object(values)
    }

    private func placement(_ share: PlacementShare) -> TemplateValue {
        .object([
            "name": .text(share.way.words), "accounts": .text(formatting.count(share.accounts)),
            "sales": money(share.sales), "sales_trailing_year": money(share.trailingYearSales),
            "share": share.share.map { .markup(format.escape(formatting.percent($0))) }
                ?? unavailable(UnavailableReason.noSales.text),
        ])
    }

    private func totals(_ totals: FactTotals) -> TemplateFields {
        [
            "sales_rows": .text(formatting.count(totals.salesRows)),
            "sales_amount": money(totals.salesAmount),
            "activity_rows": .text(formatting.count(totals.activityRows)),
            "future_sales_rows": .text(formatting.count(totals.futureSalesRows)),
            "future_sales_amount": money(totals.futureSalesAmount),
            "future_activity_rows": .text(formatting.count(totals.futureActivityRows)),
            "first_sale": day(totals.firstSale), "last_sale": day(totals.lastSale),
        ]
    }

    private func file(_ file: ImportedFile) -> TemplateValue {
        .object([
            "source": .text(file.source), "file": .text(file.file),
            "read": .text(formatting.count(file.rowsRead)),
            "loaded": .text(formatting.count(file.rowsLoaded)),
            "rejected": .text(formatting.count(file.rowsRejected)),
            "filtered": .text(formatting.count(file.rowsFiltered)), "amount": money(file.amountLoaded),
            "repeated": .text(formatting.count(file.rowsRepeated)),
            "amount_rejected": money(file.amountRejected), "amount_repeated": money(file.amountRepeated),
        ])
    }

    private func age(_ age: SourceAge) -> TemplateValue {
        .object([
            "source": .text(age.source), "newest_row": day(age.newestDay),
            "age": .text(age.ageInDays.map { "\(formatting.counted($0, "day")) before the as-of day" } ?? ""),
            "last_written": .text(age.lastWritten ?? ""), "max_age": .text(age.maxAge ?? ""),
            "staleness": .text(age.staleness ?? ""), "is_stale": .flag(age.staleness != nil),
        ])
    }

    private func reading(_ file: ImportedFile) -> TemplateValue {
        .object([
            "source": .text(file.source), "file": .text(file.file),
            "notices": .list(file.notices.map { .object(["text": .text($0.text)]) }),
        ])
    }

    private func rejection(_ rejection: RejectionCount) -> TemplateValue {
        let example = rejection.example
        let line = example.line.map { ":\($0)" } ?? ""
        let column = example.column.map { "column '\($0)': " } ?? ""
        return .object([
            "source": .text(rejection.source), "reason": .text(rejection.reason),
            "rows": .text(formatting.count(rejection.rows)), "amount": money(rejection.amount),
            "place": .text(example.file + line), "example": .text(column + example.reason.text),
            "remedy": .text(example.reason.remedy),
        ])
    }

    private func unmatched(_ reference: UnmatchedReference) -> TemplateValue {
        .object([
            "source": .text(reference.source),
            "kind": .text(reference.kind.rawValue.replacing("_", with: " ")), "value": .text(reference.value),
            "rows": .text(formatting.count(reference.rows)), "amount": money(reference.amount),
        ])
    }
}

extension PlacementWay {
    /// For the table of the page.
    fileprivate var words: String {
        switch self {
        case .accountAssignment: "By hand: an account assignment"
        case .unitId: "By unit: named in the account row"
        case .coordinates: "By unit: found by coordinates"
        case .postalCode: "By unit: postal code and crosswalk"
        case .territoryName: "By the territory that the account row names"
        case .unassigned: "Not at all: a known account without a territory"
        case .unknownAccount: "Not at all: no source knows the account"
        }
    }
}
