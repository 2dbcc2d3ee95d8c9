extension ReadLimits {
    /// Output below which the ratio is not judged.
    private static let unjudgedBytes: Int64 = 64 << 20

    /// Throws where compressed bytes give so many more that they are a bomb.
    func refuseBomb(_ produced: Int64, from compressed: Int64, path: String) throws(TabularError) {
        guard produced > ReadLimits.unjudgedBytes else { return }
        let ratio = produced / max(1, compressed)
        if ratio > compressionRatio { throw .compressionBomb(path: path, ratio: Int(ratio)) }
    }
}
