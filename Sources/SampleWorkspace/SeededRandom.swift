/// Random numbers that are the same on every machine: SplitMix64 (Steele, Lea and Flood 2014), integers only.
struct SeededRandom {
    private var state: UInt64

    /// A stream of its own for each topic, so that a change in one topic leaves the others as they were.
    init(seed: UInt64, topic: String) {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in topic.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        state = seed &* 0x9e37_79b9_7f4a_7c15 ^ hash
    }

    init(state: UInt64) { self.state = state }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A number in 0..<bound; the bias is below bound ÷ 2⁶⁴.
    mutating func below(_ bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    mutating func between(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.upperBound - range.lowerBound + 1)
    }

    /// True so many times in a thousand.
    mutating func chance(_ permille: Int) -> Bool { below(1000) < permille }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    mutating func shuffle<Element>(_ elements: inout [Element]) {
        for place in stride(from: elements.count - 1, to: 0, by: -1) {
            elements.swapAt(place, below(place + 1))
        }
    }

    /// A skewed factor in thousandths, mean 1000: quantiles of a lognormal with σ = 0.8.
    mutating func wideFactor() -> Int { SeededRandom.wideQuantiles[below(64)] }

    /// A skewed factor in thousandths, mean 1000: quantiles of a lognormal with σ = 0.5.
    mutating func narrowFactor() -> Int { SeededRandom.narrowQuantiles[below(64)] }

    // Tables, because the last bit of exp and log differs between mathematical libraries.
    private static let wideQuantiles = [
        106, 150, 179, 204, 226, 246, 265, 283, 301, 318, 335, 352, 369, 386, 403, 419,
        436, 453, 470, 487, 505, 523, 541, 559, 578, 597, 617, 637, 657, 678, 700, 722,
        747, 769, 793, 819, 845, 873, 901, 931, 962, 995, 1029, 1066, 1104, 1145, 1188, 1234,
        1283, 1337, 1395, 1458, 1527, 1604, 1690, 1787, 1899, 2031, 2188, 2384, 2640, 3003, 3597, 5074,
    ]
    private static let narrowQuantiles = [
        264, 328, 367, 398, 424, 447, 468, 488, 507, 525, 543, 560, 576, 592, 608, 624,
        640, 655, 670, 686, 701, 716, 732, 747, 763, 778, 794, 810, 826, 843, 860, 877,
        893, 912, 930, 948, 967, 987, 1007, 1027, 1049, 1071, 1094, 1118, 1143, 1169, 1196, 1225,
        1256, 1288, 1323, 1360, 1400, 1443, 1491, 1544, 1604, 1673, 1753, 1849, 1971, 2136, 2391, 2965,
    ]
}

/// Draws an index with a probability that is proportional to its weight.
struct WeightedChoice {
    private let cumulative: [Int]

    init(_ weights: [Int]) {
        var sum = 0
        cumulative = weights.map { weight in
            sum += weight
            return sum
        }
    }

    var total: Int { cumulative.last ?? 0 }

    func draw(_ random: inout SeededRandom) -> Int {
        draw(&random, from: 0, through: cumulative.count - 1)
    }

    /// Draws among the indices from `first` to `last`; `first` where all weights between are zero.
    func draw(_ random: inout SeededRandom, from first: Int, through last: Int) -> Int {
        let floor = first == 0 ? 0 : cumulative[first - 1]
        let span = cumulative[last] - floor
        guard span > 0 else { return first }
        let mark = floor + random.below(span)
        var low = first
        var high = last
        while low < high {
            let middle = (low + high) / 2
            if cumulative[middle] <= mark { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
