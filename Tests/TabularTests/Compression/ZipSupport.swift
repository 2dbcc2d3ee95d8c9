import CZlib

@testable import Tabular

/// A member of a zip archive as a test wants it written, right or wrong.
struct ZipMember {
    var name: [UInt8]
    var data: [UInt8]
    var method: UInt16 = 8
    /// 1 = encrypted, 2048 = the name is UTF-8.
    var flags: UInt16 = 0
    /// Sizes and checksum behind the data, as Salesforce streams them.
    var hasDescriptor = false
    var isZip64 = false
    /// What the archive says, where it is not true.
    var statedSize: Int?
    var statedChecksum: UInt32?

    init(_ name: String, _ text: String) {
        self.init(name: Array(name.utf8), data: Array(text.utf8))
    }

    init(name: [UInt8], data: [UInt8]) {
        self.name = name
        self.data = data
    }

    /// The member with other properties.
    func with(_ change: (inout ZipMember) -> Void) -> ZipMember {
        var member = self
        change(&member)
        return member
    }
}

/// A zip archive of the members.
func zipArchive(_ members: ZipMember...) -> [UInt8] { zipArchive(members) }

func zipArchive(_ members: [ZipMember]) -> [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for member in members {
        let packed = member.method == 8 ? deflated(member.data) : member.data
        let checksum = member.statedChecksum ?? checksum(member.data)
        let size = member.statedSize ?? member.data.count
        let offset = archive.count
        let flags = member.flags | (member.hasDescriptor ? 8 : 0)
        func header(_ signature: UInt32, hasSizes: Bool) -> [UInt8] {
            let extra =
                member.isZip64 && hasSizes
                ? little(UInt16(1)) + little(UInt16(16)) + little(UInt64(size)) + little(UInt64(packed.count))
                : []
            let isDirectory = signature == 0x0201_4B50
            var bytes = little(signature) + (isDirectory ? little(UInt16(45)) : []) + little(UInt16(45))
            bytes += little(flags) + little(member.method) + little(UInt32(0))
            bytes += little(hasSizes ? checksum : 0)
            for size in [packed.count, size] {
                bytes += little(hasSizes ? member.isZip64 ? .max : UInt32(size) : 0)
            }
            bytes += little(UInt16(member.name.count)) + little(UInt16(extra.count))
            if isDirectory { bytes += [UInt8](repeating: 0, count: 10) + little(UInt32(offset)) }
            return bytes + member.name + extra
        }
        archive += header(0x0403_4B50, hasSizes: !member.hasDescriptor) + packed
        if member.hasDescriptor {
            archive += little(UInt32(0x0807_4B50)) + little(checksum)
            archive += little(UInt32(packed.count)) + little(UInt32(size))
        }
        directory += header(0x0201_4B50, hasSizes: true)
    }
    let count = little(UInt16(truncatingIfNeeded: members.count))
    let end = little(UInt32(0x0605_4B50)) + little(UInt32(0)) + count + count
    return archive + directory + end + little(UInt32(directory.count)) + little(UInt32(archive.count)) + [
        0, 0,
    ]
}

private func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}

private func checksum(_ bytes: [UInt8]) -> UInt32 {
    // Sound: the buffer is the array's own for the duration of the call.
    unsafe bytes.withUnsafeBufferPointer { UInt32(unsafe crc32(0, $0.baseAddress, UInt32($0.count))) }
}

/// The bytes as a raw deflate stream: gzip without its head and tail.
private func deflated(_ bytes: [UInt8]) -> [UInt8] {
    Array(gzip(bytes).dropFirst(10).dropLast(8))
}
