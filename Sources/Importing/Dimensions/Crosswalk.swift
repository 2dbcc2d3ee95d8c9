/// Postal code → the unit with the largest weight, the first among equals.
///
/// Where every weight of a code is 0, as the share of business addresses is where there are none, the second weight
/// decides.
struct Crosswalk {
    /// What a row says of a postal code.
    struct Claim {
        let unit: Int
        let weight: Double
        let fallback: Double

        /// The weights compared first to last, then the unit.
        fileprivate var rank: (Double, Double, Int) {
            weight > 0 ? (weight, 0, -unit) : (0, fallback, -unit)
        }
    }

    private var codes = IdentifierTable(keepsIds: false)
    /// By number of the code.
    private var claims: [Claim] = []

    var isEmpty: Bool { claims.isEmpty }

    mutating func add(_ bytes: Span<UInt8>, _ code: Range<Int>, _ claim: Claim) {
        let number = codes.insert(bytes, code)
        guard number < claims.count else { return claims.append(claim) }
        if claims[number].rank < claim.rank { claims[number] = claim }
    }

    func unit(_ bytes: Span<UInt8>, _ code: Range<Int>) -> Int? {
        codes.index(bytes, code).map { claims[$0].unit }
    }
}
