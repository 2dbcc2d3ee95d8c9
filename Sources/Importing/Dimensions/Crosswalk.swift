/// Postal code → the unit with the largest weight, the first among equals.
struct Crosswalk {
    private var codes = IdentifierTable(keepsIds: false)
    /// By number of the code.
    private var claims: [(unit: Int, weight: Double)] = []

    var isEmpty: Bool { claims.isEmpty }

    mutating func add(_ bytes: Span<UInt8>, _ code: Range<Int>, unit: Int, weight: Double) {
        let number = codes.insert(bytes, code)
        guard number < claims.count else { return claims.append((unit, weight)) }
        let known = claims[number]
        if (known.weight, -known.unit) < (weight, -unit) { claims[number] = (unit, weight) }
    }

    func unit(_ bytes: Span<UInt8>, _ code: Range<Int>) -> Int? {
        codes.index(bytes, code).map { claims[$0].unit }
    }
}
