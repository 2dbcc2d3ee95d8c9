/// Chooses what a drawing over many territories shows, and says what it leaves out.
enum MostTelling {
    /// Rows that a reader can take in.
    static let rows = 60
    /// Dots that can be told apart.
    static let dots = 300

    /// Those with the largest weights, in their order.
    static func rows<Row>(of all: [Row], most: Int = rows, by weight: (Row) -> Double) -> [Row] {
        guard all.count > most else { return all }
        let weights = all.map(weight)
        return all.indices.sorted { weights[$0] == weights[$1] ? $0 < $1 : weights[$0] > weights[$1] }
            .prefix(most).sorted().map { all[$0] }
    }

    /// Such as `The 60 of 2,000 territories furthest from the mean.`; empty where all are drawn.
    static func note(drawn: Int, of total: Int, by reason: String, _ formatting: Formatting) -> String {
        drawn < total
            ? "Drawn: the \(formatting.count(drawn)) of \(formatting.counted(total, "territory")) \(reason)."
            : ""
    }
}
