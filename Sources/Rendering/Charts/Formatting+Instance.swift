import TerritoryModel

// Charts take the formatting of the report; these go once all of it belongs to the instance.
extension Formatting {
    func percent(_ ratio: Double) -> String { Formatting.percent(ratio) }
    func change(_ ratio: Double) -> String { Formatting.change(ratio) }
    func decimal(_ number: Double, places: Int) -> String { Formatting.decimal(number, places: places) }
    func count(_ number: Int64) -> String { Formatting.count(number) }
    func count(_ number: Int) -> String { Formatting.count(number) }
    func counted(_ number: Int, _ noun: String) -> String { TerritoryModel.counted(number, noun) }
    func day(_ day: Day) -> String { Formatting.day(day) }
}
