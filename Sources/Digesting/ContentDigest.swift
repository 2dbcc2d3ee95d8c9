import CNettle

/// A SHA-256 digest in the making (FIPS 180-4).
///
/// Nettle computes it, with the processor's own instructions where it has them.
public struct ContentDigest: Sendable {
    private var context = sha256_ctx()

    public init() {
        // Sound: the function only fills the value it is given.
        unsafe nettle_sha256_init(&context)
    }

    public mutating func update(_ bytes: Span<UInt8>) {
        // Sound: the bytes are valid during the call, which reads no more than their count.
        unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return }
            unsafe nettle_sha256_update(&context, buffer.count, start)
        }
    }

    public mutating func update(_ text: String) {
        update(text.utf8.span)
    }

    /// The 32 bytes of the digest.
    public consuming func bytes() -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_SIZE))
        // Sound: the function writes as many bytes as the buffer has.
        unsafe digest.withUnsafeMutableBufferPointer { buffer in
            unsafe nettle_sha256_digest(&context, buffer.count, buffer.baseAddress)
        }
        return digest
    }

    /// The digest as 64 lower-case hexadecimal digits.
    public consuming func hexadecimal() -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// The digest of a text's UTF-8.
    public static func of(_ text: String) -> String {
        var digest = ContentDigest()
        digest.update(text)
        return digest.hexadecimal()
    }
}
