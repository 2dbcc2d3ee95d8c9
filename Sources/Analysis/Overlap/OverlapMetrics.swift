import TerritoryModel

extension Evaluation {
    func measureOverlap(_ node: Int, in metrics: inout MetricSet) {
        let tally = totals.territories[node]
        metrics[.sharedUnits] = .count(sharedUnits[node])
        metrics[.unitOverlapRate] = ratio(sharedUnits[node], assignedUnits[node], orElse: .noUnits)
        metrics[.sharedAccounts] = .count(tally.sharedAccounts)
        metrics[.contestedAccounts] = .count(tally.contestedAccounts)
        metrics[.accountOverlapRate] = ratio(
            tally.contestedAccounts, tally.touchedAccounts, orElse: .noAccounts)
        metrics[.outsideSalesIn] = .money(Money(units: tally.outsideIn))
        metrics[.outsideSalesOut] = .money(Money(units: outsideOut[node]))
        metrics[.outsideSalesShare] = ratio(tally.outsideIn, tally.asWas.current, orElse: .noSales)
    }
}
