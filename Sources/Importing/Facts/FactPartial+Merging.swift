import TerritoryModel

/// The sums of several threads put together. Sums, minima and maxima, so the order does not matter.
extension FactPartial {
    /// Adds the sums of another thread.
    mutating func merge(_ other: FactPartial) throws(ImportError) {
        var fits = totals.add(other.totals)
        for facts in other.pairs {
            let place = pair(Int(facts.account), Int(facts.rep))
            fits = pairs[place].add(facts) && fits
        }
        for facts in other.territoryReps {
            let place = territoryRep(Int(facts.territory), Int(facts.rep))
            fits = territoryReps[place].amount.add(facts.amount) && fits
            fits = territoryReps[place].outside.add(facts.outside) && fits
        }
        for product in 0..<other.products.count {
            let id = Array(other.products.text(product).utf8)
            let place = products.insert(id.span, 0..<id.count)
            growProducts()
            for slot in 0..<territorySlots {
                let from = product * territorySlots + slot
                let to = place * territorySlots + slot
                fits = accumulate(other.productCurrent[from], into: &productCurrent[to]) && fits
                fits = accumulate(other.productPrior[from], into: &productPrior[to]) && fits
            }
        }
        for place in weeks.indices {
            fits = weeks[place].add(other.weeks[place]) && fits
            fits = weeksAsWas[place].add(other.weeksAsWas[place]) && fits
        }
        for place in repWeeks.indices { fits = repWeeks[place].add(other.repWeeks[place]) && fits }
        for slot in 0..<territorySlots {
            fits = accumulate(other.movedIn[slot], into: &movedIn[slot]) && fits
            fits = accumulate(other.movedOut[slot], into: &movedOut[slot]) && fits
        }
        unmatched.merge(other.unmatched)
        guard fits else { throw .overflow(source: "sales", file: "sales", sum: "a sum over all files") }
    }

    /// The sums in the order that the analysis expects.
    func summary() -> FactSummary {
        var summary = FactSummary()
        summary.accountReps = pairs.sorted { ($0.account, $0.rep) < ($1.account, $1.rep) }
        summary.territoryReps = territoryReps.sorted { ($0.territory, $0.rep) < ($1.territory, $1.rep) }
        let sorted = (0..<products.count).map { (id: products.text($0), place: $0) }
            .sorted { precedesById($0.id, $1.id) }
        summary.products = sorted.map(\.id)
        for slot in 0..<territorySlots {
            for (index, product) in sorted.enumerated() {
                let place = product.place * territorySlots + slot
                guard productCurrent[place] != 0 || productPrior[place] != 0 else { continue }
                summary.territoryProducts.append(
                    TerritoryProductFacts(
                        territory: Int32(slot), product: Int32(index),
                        current: Money(units: productCurrent[place]),
                        prior: Money(units: productPrior[place])))
            }
        }
        summary.territoryWeeks = rows(of: weeks)
        summary.territoryWeeksAsWas = rows(of: weeksAsWas)
        summary.repWeeks = rows(of: repWeeks)
        summary.movedIn = movedIn.map(Money.init(units:))
        summary.movedOut = movedOut.map(Money.init(units:))
        summary.totals = totals
        return summary
    }

    private func rows(of weeks: [WeekFacts]) -> [[WeekFacts]] {
        stride(from: 0, to: weeks.count, by: weekCount).map { Array(weeks[$0..<($0 + weekCount)]) }
    }
}
