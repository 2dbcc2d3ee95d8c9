/// What makes a benchmark's sales and calls harder to read than plain ones; the plain shape is the default.
public struct BenchmarkShape: Hashable, Sendable {
    /// Accounts are drawn by Zipf's law instead of evenly: the one of rank r has 1/r of the first one's rows.
    public var isSkewed: Bool
    /// Account ids have 40 characters, most of them different from id to id, instead of 9.
    public var hasLongIDs: Bool
    /// Every value of sales and calls is in quotes, headers included.
    public var quotesAll: Bool
    /// Share of the sales and calls that name no rep, in percent.
    public var unnamedReps: Int

    public init(
        isSkewed: Bool = false, hasLongIDs: Bool = false, quotesAll: Bool = false, unnamedReps: Int = 0
    ) {
        self.isSkewed = isSkewed
        self.hasLongIDs = hasLongIDs
        self.quotesAll = quotesAll
        self.unnamedReps = unnamedReps
    }
}

/// The ids of a benchmark's accounts.
struct AccountIDs {
    private let digits = 7
    private let isLong: Bool

    init(areLong: Bool) { isLong = areLong }

    /// Writes `A-0000001`, or `A-` and 30 digits of base 16 that depend on the number, before `-0000001`.
    func append(_ account: Int, to text: inout ByteText) {
        text.append(byte: 0x41)
        text.append(byte: 0x2d)
        if isLong {
            var random = SeededRandom(state: UInt64(account))
            text.append(hex: random.next(), digits: 15)
            text.append(hex: random.next(), digits: 15)
            text.append(byte: 0x2d)
        }
        text.append(account + 1, width: digits)
    }

    func text(_ account: Int) -> String {
        var text = ByteText()
        append(account, to: &text)
        return String(decoding: text.bytes, as: UTF8.self)
    }
}

/// Draws accounts by Zipf's law, in whole numbers, so that every machine draws the same.
struct SkewedAccounts {
    private let accountOfRank: [Int]
    private let weights: WeightedChoice

    init(count: Int, seed: UInt64) {
        var random = SeededRandom(seed: seed, topic: "benchmark skew")
        var accounts = Array(0..<count)
        // The largest accounts are spread over the file of accounts and over the territories.
        random.shuffle(&accounts)
        accountOfRank = accounts
        weights = WeightedChoice((1...count).map { 1_000_000_000 / $0 })
    }

    func draw(_ random: inout SeededRandom) -> Int { accountOfRank[weights.draw(&random)] }
}
