import Analysis
import TerritoryModel

extension ReportJSON {
    var quality: JSONValue {
        let quality = report.quality
        return .object([
            "grade": .text(quality.grade.rawValue), "grade_reason": .text(quality.gradeReason),
            "inputs": .list(quality.imports.files, input),
            "ages": .list(quality.imports.ages, age),
            "rejections": .list(quality.imports.rejections, rejection),
            "unmatched": .object([
                "references": .list(quality.imports.unmatched, unmatched),
                "rows_beyond_limit": .count(quality.imports.unmatchedBeyondLimit),
            ]),
            "structural": .list(quality.imports.structural) {
                .object([
                    "kind": .text($0.kind.rawValue), "subject": .text($0.subject), "text": .text($0.text),
                ])
            },
            "missing_sources": .list(quality.missingSources) {
                .object([
                    "source": .text($0.source), "metrics": .list($0.metrics) { .text($0.rawValue) },
                ])
            }, "totals": totals(quality.totals),
            "placement": .list(quality.placement) {
                .object([
                    "accounts": .count($0.accounts), "sales": .money($0.sales),
                    "sales_trailing_year": .money($0.trailingYearSales), "share": .optional($0.share),
                    "way": .text($0.way.rawValue),
                ])
            },
        ])
    }

    private func input(_ file: ImportedFile) -> JSONValue {
        .object([
            "source": .text(file.source), "file": .text(file.file),
            "rows_read": .count(file.rowsRead), "rows_loaded": .count(file.rowsLoaded),
            "rows_rejected": .count(file.rowsRejected), "rows_filtered": .count(file.rowsFiltered),
            "rows_repeated": .count(file.rowsRepeated), "amount_repeated": .optional(file.amountRepeated),
            "newest_row": .optional(file.newestDay),
            "amount_loaded": .optional(file.amountLoaded),
            "amount_up_to_as_of": .optional(file.amountUpToAsOf),
            "amount_rejected": .optional(file.amountRejected),
            "rows_without_amount": .count(file.rowsWithoutAmount), "sha256": .optional(file.digest),
            "notices": .list(file.notices) {
                .object([
                    "key": .text($0.key), "count": $0.count.map { .count($0) } ?? .null,
                    "text": .text($0.text),
                ])
            },
        ])
    }

    private func age(_ age: SourceAge) -> JSONValue {
        .object([
            "source": .text(age.source), "newest_row": .optional(age.newestDay),
            "age_days": age.ageInDays.map { .count($0) } ?? .null,
            "last_written": .optional(age.lastWritten), "max_age": .optional(age.maxAge),
            "staleness": .optional(age.staleness),
        ])
    }

    private func rejection(_ rejection: RejectionCount) -> JSONValue {
        let example = rejection.example
        return .object([
            "source": .text(rejection.source), "reason": .text(rejection.reason),
            "rows": .count(rejection.rows),
            "amount": .optional(rejection.amount),
            "rows_without_amount": .count(rejection.rowsWithoutAmount),
            "example": .object([
                "file": .text(example.file), "line": example.line.map { .count($0) } ?? .null,
                "column": .optional(example.column), "value": .text(example.value),
                "text": .text(example.reason.text), "remedy": .text(example.reason.remedy),
            ]),
        ])
    }

    private func unmatched(_ reference: UnmatchedReference) -> JSONValue {
        .object([
            "source": .text(reference.source), "kind": .text(reference.kind.rawValue),
            "value": .text(reference.value), "rows": .count(reference.rows),
            "amount": .optional(reference.amount),
        ])
    }

    private func totals(_ totals: FactTotals) -> JSONValue {
        .object([
            "sales_rows": .count(totals.salesRows), "sales_amount": .money(totals.salesAmount),
            "activity_rows": .count(totals.activityRows),
            "future_sales_rows": .count(totals.futureSalesRows),
            "future_sales_amount": .money(totals.futureSalesAmount),
            "future_activity_rows": .count(totals.futureActivityRows),
            "first_sale": .optional(totals.firstSale), "last_sale": .optional(totals.lastSale),
        ])
    }
}
