import Analysis
import TerritoryModel

// What to act on: accounts, relationships, exceptions, and the estimate that expectations rest on.

extension ReportJSON {
    var findings: JSONFields {
        [
            "accounts_to_call": .list(report.accountsToCall, toCall),
            "exceptions": .list(report.exceptions, exception),
            "families": .list(report.families, family), "regression": regression,
            "regression_reason": .optional(report.regressionReason?.rawValue),
            "relationships_at_risk": .list(report.relationshipsAtRisk, relationship),
        ]
    }

    private func toCall(_ account: AccountToCall) -> JSONValue {
        .object([
            "account": named(account.account), "at_stake": .money(account.atStake),
            "calls": .count(account.calls),
            "days_since_call": account.daysSinceCall.map { .count($0) } ?? .null,
            "last_call": .optional(account.lastCall), "owner": .optional(account.owner?.id),
            "planned_calls": .optional(account.plannedCalls),
            "planned_calls_per_year": .optional(account.plannedCallsPerYear),
            "potential": .optional(account.potential),
            "sales_trailing_year": .money(account.trailingYearSales),
            "segment": .optional(account.segment), "territory": .text(account.territory.id),
        ])
    }

    private func relationship(_ relationship: RelationshipAtRisk) -> JSONValue {
        .object([
            "account": named(relationship.account), "changed": .optional(relationship.changed),
            "former_owner": .optional(relationship.formerOwner?.id),
            "last_call": .optional(relationship.lastCall), "owner": .optional(relationship.owner?.id),
            "reasons": .list(relationship.reasons) { .text($0.rawValue) },
            "sales": .money(relationship.sales),
            "sales_trailing_year": .money(relationship.trailingYearSales),
            "sales_year_ago": .money(relationship.salesYearAgo),
            "territory": .text(relationship.territory.id),
        ])
    }

    private func family(_ family: SplitFamily) -> JSONValue {
        .object([
            "account": named(family.child.account), "owner": .optional(family.child.owner?.id),
            "parent": named(family.parent.account), "parent_owner": .optional(family.parent.owner?.id),
            "parent_territory": .text(family.parent.territory.id),
            "sales_trailing_year": .money(family.trailingYearSales),
            "territory": .text(family.child.territory.id),
        ])
    }

    private func exception(_ exception: ReportException) -> JSONValue {
        .object([
            "also": .list(exception.also) {
                .object([
                    "kind": .text($0.kind.rawValue), "money": .money($0.money), "text": .text($0.text),
                ])
            },
            "first_seen": .day(exception.firstSeen ?? report.windows.asOf),
            "identity": .text(exception.identity),
            "kind": .text(exception.kind.rawValue), "money": .money(exception.money),
            "next_step": .text(exception.nextStep), "office": .optional(exception.office?.rawValue),
            "owner": .optional(exception.owner?.id),
            "page": .text(site.path(of: exception.page)), "territory": .optional(exception.territory?.id),
            "text": .text(exception.text),
        ])
    }

    private var regression: JSONValue {
        guard let fit = report.regression else { return .null }
        return .object([
            "adjusted_r_squared": .number(fit.adjustedRSquared),
            "coefficients": .list(fit.terms) {
                .object([
                    "name": .text($0.name), "standard_error": .number($0.standardError),
                    "value": .number($0.value),
                ])
            },
            "degrees_of_freedom": .count(fit.degreesOfFreedom),
            "high_leverage": ids(fit.highLeverage), "left_out": ids(fit.leftOut),
            "outside_interval": ids(fit.outsideInterval),
            "predictors": .list(Array(fit.predictors)) { .text($0.name) },
            "r_squared": .number(fit.rSquared),
            "residual_standard_error": .number(fit.residualStandardError),
            "territories": .count(fit.territories),
            "variance_inflation": .number(fit.varianceInflation),
        ])
    }
}

extension RegressionReport {
    /// The terms that are measures of the ground.
    var predictors: ArraySlice<Term> { terms.dropFirst() }
}

extension Report {
    /// Why there is no estimate of expected sales; nil where there is one.
    var regressionReason: UnavailableReason? {
        guard regression == nil else { return nil }
        for territory in territories where territory.kind == .exclusive {
            if case .unavailable(let reason) = territory.metrics[.expectedSales] { return reason }
        }
        return .notEnoughTerritories
    }
}
