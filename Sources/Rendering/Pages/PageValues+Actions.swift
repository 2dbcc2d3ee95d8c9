import Analysis
import TerritoryModel

// What to act on: exceptions and accounts to call.

extension PageValues {
    func exceptions(_ chosen: some Sequence<ReportException>) -> TemplateValue {
        .list(
            inLastingOrder(chosen, by: key).enumerated().map { place, exception in
                var values: TemplateFields = [
                    "number": .text(String(place + 1)), "name": .text(exception.kind.title),
                    "territory": .optional(exception.territory.map(link(territory:))),
                    "text": .text(exception.text), "money": money(exception.money),
                    "owner": .optional(exception.owner.map(link(rep:))),
                    "office": .text(exception.office?.rawValue ?? ""), "next_step": .text(exception.nextStep),
                    "url": .text(url(of: exception)),
                    "also": .list(
                        exception.also.map {
                            .object([
                                "name": .text($0.kind.title), "money": money($0.money),
                                "text": .text($0.text),
                            ])
                        }),
                ]
                values.merge(age(exception))
                return .object(values)
            })
    }

    /// What an exception is about, in the order of the catalog; not what may change from week to week.
    private func key(_ exception: ReportException) -> [String] {
        let rank = ReportException.Kind.allCases.firstIndex(of: exception.kind) ?? 0  // every kind is a case
        return [rank < 10 ? "0\(rank)" : "\(rank)", exception.territory?.id ?? ""]
    }

    /// How many exceptions a page shows first, and how many behind a fold.
    private enum Fold {
        static let first = 5
        static let last = 100
    }

    /// All exceptions; the first of them apart; and, of very many, how many are only in the files for other tools.
    func exceptionFields(_ chosen: some Sequence<ReportException>) -> TemplateFields {
        let all = exceptions(chosen)
        guard case .list(let items) = all else { return [:] }
        return [
            "exceptions": all, "exceptions_total": .text(formatting.count(items.count)),
            "top_exceptions": .list(Array(items.prefix(Fold.first))),
            "more_exceptions": .list(Array(items.prefix(Fold.last).dropFirst(Fold.first))),
            "more_exceptions_count": .text(
                formatting.count(max(0, min(items.count, Fold.last) - Fold.first))),
            "has_unlisted_exceptions": .flag(items.count > Fold.last),
        ]
    }

    /// The section of the report that shows what an exception is about.
    private func url(of exception: ReportException) -> String {
        let page = root + site.path(of: exception.page) + format.ending
        guard format == .html, let section = section(of: exception) else { return page }
        return page + "#" + section.rawValue
    }

    private func section(of exception: ReportException) -> PageSection? {
        switch exception.page {
        case .territory(let territory):
            let isExclusive = site.byTerritory.own[territory.id].contains {
                report.territories[$0].kind == .exclusive
            }
            return isExclusive ? PageSection(onTerritoryPage: exception.kind) : nil
        case .coverage: return PageSection(onCoveragePage: exception.kind)
        case .overlap: return PageSection(onOverlapPage: exception.kind)
        case .quality: return PageSection(onQualityPage: exception.kind)
        case .balance: return nil
        }
    }

    /// The first accounts to call, how many there are, and whether some are left out.
    func toCall(_ accounts: some Collection<AccountToCall>, first: Int) -> TemplateFields {
        [
            "accounts_to_call": .list(
                inLastingOrder(accounts.prefix(first)) { [$0.account.id] }.map(accountToCall)),
            "accounts_to_call_total": .text(formatting.count(accounts.count)),
            "has_more_to_call": .flag(accounts.count > first),
        ]
    }

    private func accountToCall(_ account: AccountToCall) -> TemplateValue {
        let planned = account.plannedCalls.map { formatting.decimal($0, places: 1) }
        return .object([
            "id": .text(account.account.id), "name": .text(account.account.name),
            "segment": .text(account.segment ?? ""), "territory": link(territory: account.territory),
            "owner": .optional(account.owner.map(link(rep:))), "at_stake": money(account.atStake),
            "sales": money(account.trailingYearSales), "potential": money(account.potential),
            "calls": .text(formatting.count(account.calls)),
            "planned_calls": .text(planned ?? PageValues.dash),
            "last_call": day(account.lastCall, missing: "never"),
            "days_since_call": .text(account.daysSinceCall.map { formatting.counted($0, "day") } ?? "never"),
        ])
    }
}

/// A section of a page that exceptions lead to; the raw value is its id in the HTML templates.
enum PageSection: String, Sendable, CaseIterable {
    case ground, attainment, expectation, coverage, overlap, relationships, changes
    case withoutTerritory = "without-territory"
    case vacancies
    case accountsToCall = "accounts-to-call"
    case sharedUnits = "shared-units"
    case sharedAccounts = "shared-accounts"
    case outsideSales = "outside-sales"
    case placement, refused

    /// nil where the kind is told by the page as a whole.
    init?(onTerritoryPage kind: ReportException.Kind) {
        switch kind {
        case .vacancy, .revenueInTransition: self = .relationships
        case .uncalledValue: self = .coverage
        case .conflict, .outsideSales, .sharedUnits: self = .overlap
        case .quotaGap: self = .expectation
        case .lostAccounts, .concentration: self = .attainment
        case .imbalance: self = .ground
        case .realignment: self = .changes
        case .unassignedUnits, .unassignedSales, .dataFault: return nil
        }
    }

    init?(onCoveragePage kind: ReportException.Kind) {
        switch kind {
        case .unassignedUnits, .unassignedSales: self = .withoutTerritory
        case .vacancy: self = .vacancies
        case .uncalledValue: self = .accountsToCall
        default: return nil
        }
    }

    init?(onOverlapPage kind: ReportException.Kind) {
        switch kind {
        case .sharedUnits: self = .sharedUnits
        case .conflict: self = .sharedAccounts
        case .outsideSales: self = .outsideSales
        case .realignment: self = .changes
        default: return nil
        }
    }

    init?(onQualityPage kind: ReportException.Kind) {
        switch kind {
        case .unassignedSales, .unassignedUnits: self = .placement
        case .dataFault: self = .refused
        default: return nil
        }
    }
}
