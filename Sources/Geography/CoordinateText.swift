/// Reads the text of a KML `coordinates` element, which comes in pieces: `lon,lat[,alt]`, tuples separated by
/// white space.
struct CoordinateText {
    private(set) var ring = RingBuilder()
    /// Physical line on which the last byte lies.
    private(set) var line: Int

    /// Bytes of a number; longer ones are no numbers.
    private static let longestNumber = 64

    private var number: [UInt8] = []
    /// Longitude and latitude of the tuple as far as it was read.
    private var tuple: [Double] = []
    /// Numbers of the tuple that were read.
    private var numbers = 0
    /// The tuple as it stands, for messages.
    private var written: [UInt8] = []

    init(line: Int) {
        self.line = line
    }

    mutating func add(_ bytes: Span<UInt8>) throws(RingFault) {
        for index in bytes.indices {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: ","):
                try endNumber()
                written.append(byte)
                // A comma promises another number.
                guard numbers < 3 else { throw .notAPosition(excerpt) }
            case 0x20, 0x09, 0x0A, 0x0D:
                try endTuple()
                if byte == 0x0A { line += 1 }
            default:
                guard number.count < CoordinateText.longestNumber else { throw .notAPosition(excerpt) }
                number.append(byte)
                written.append(byte)
            }
        }
    }

    /// The ring, behind the last byte.
    mutating func finish() throws(RingFault) -> [Coordinate] {
        try endTuple()
        return try ring.finish()
    }

    private mutating func endTuple() throws(RingFault) {
        if number.isEmpty && numbers == 0 { return }
        try endNumber()
        guard numbers >= 2 else { throw .notAPosition(excerpt) }
        let (longitude, latitude) = (tuple[0], tuple[1])
        tuple.removeAll(keepingCapacity: true)
        written.removeAll(keepingCapacity: true)
        numbers = 0
        try ring.add(longitude: longitude, latitude: latitude)
    }

    private mutating func endNumber() throws(RingFault) {
        let text = String(decoding: number, as: UTF8.self)
        // No names of numbers, no hexadecimal ones.
        let isPlain = number.allSatisfy {
            (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0)
        }
        guard isPlain, let value = Double(text), value.isFinite else { throw .notAPosition(excerpt) }
        if numbers < 2 { tuple.append(value) }
        numbers += 1
        number.removeAll(keepingCapacity: true)
    }

    private var excerpt: String { String(decoding: written, as: UTF8.self) }
}
