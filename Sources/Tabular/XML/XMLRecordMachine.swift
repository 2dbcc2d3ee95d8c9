import CLibXML2

/// The state in which the elements of a document become records: flat memory, written by libxml2's callbacks.
///
/// Lives behind a pointer of `XMLRecordCollector`, because thirty million calls for a large file leave no time
/// for reference counts, checks of exclusive access, or a hash of each name. libxml2 keeps each name once,
/// so that a small cache by address finds what an element is; what a miss costs is a comparison of bytes.
@safe struct XMLRecordMachine {
    enum Opened { case element, record, tooDeep }

    /// An element that is open.
    private struct Open {
        var place: Int32
        /// Column that its text goes to, or `XMLElementPlaces.nowhere`.
        var target: Int32
    }

    /// What a name means below a place.
    @safe private struct Meaning {
        var name: UnsafePointer<xmlChar>?
        var namespace: UnsafePointer<xmlChar>?
        var parent = XMLElementPlaces.nowhere
        var child = XMLElementPlaces.nowhere
        /// The child's only column, `nowhere` or `several`.
        var column = XMLElementPlaces.nowhere
        var hasAttributes = false
    }

    private static let several: Int32 = -2

    private struct Value {
        var start = 0
        var end = 0
        var isFound = false
        /// The column whose text is this one's too.
        var source: Int32 = XMLElementPlaces.nowhere
    }

    private static let cacheBits = 9

    /// Line of the open record.
    var recordLine = 0
    /// Set when nothing more is wanted; no event is heard from then on.
    var isStopped = false

    private var depth = 0
    /// Depth of the open record's element; 0 outside of records.
    private var recordDepth = 0
    /// Column of the text that comes now.
    private var target = XMLElementPlaces.nowhere
    private var fault: (kind: RecordFault.Kind, column: Int?)?
    private var faults: [RecordFault] = []
    private var places: XMLElementPlaces
    private let columns: [String]
    private let limits: ReadLimits
    private let hasNamespaces: Bool

    private let open: UnsafeMutableBufferPointer<Open>
    private let meanings: UnsafeMutableBufferPointer<Meaning>
    private let values: UnsafeMutableBufferPointer<Value>
    private var bytes: UnsafeMutableRawBufferPointer
    private var used = 0
    /// Bytes of the text since the last tag, whoever wants it.
    private(set) var textBytes = 0
    /// Where the bytes of the open record begin, and how many of them were left behind by values that moved.
    private var recordStart = 0
    private var gaps = 0
    private var ranges: UnsafeMutableBufferPointer<Range<Int32>>
    private var positions: UnsafeMutableBufferPointer<RecordPosition>
    private var records = 0
    /// Bytes of a batch that the positions of one record take.
    private let positionBytes: Int

    init(_ places: XMLElementPlaces, columns: [String], hasNamespaces: Bool, limits: ReadLimits) {
        self.places = places
        self.columns = columns
        self.hasNamespaces = hasNamespaces
        self.limits = limits
        // Sound: `deallocate` is the end of all; what is read was initialised here or written before.
        unsafe open = .allocate(capacity: XMLPullParser.maximumDepth + 1)
        unsafe open.initialize(repeating: Open(place: 0, target: XMLElementPlaces.nowhere))
        unsafe meanings = .allocate(capacity: 1 << XMLRecordMachine.cacheBits)
        unsafe meanings.initialize(repeating: Meaning())
        unsafe values = .allocate(capacity: columns.count)
        unsafe values.initialize(repeating: Value())
        unsafe bytes = .allocate(byteCount: RecordBatch.fullBytes, alignment: 16)
        positionBytes =
            columns.count * MemoryLayout<Range<Int32>>.stride + MemoryLayout<RecordPosition>.stride
        let capacity = RecordBatch.fullBytes / positionBytes + 1
        unsafe ranges = .allocate(capacity: capacity * columns.count)
        unsafe positions = .allocate(capacity: capacity)
    }

    /// Frees the memory; nothing may be called afterwards.
    func deallocate() {
        unsafe open.deallocate()
        unsafe meanings.deallocate()
        unsafe values.deallocate()
        unsafe bytes.deallocate()
        unsafe ranges.deallocate()
        unsafe positions.deallocate()
    }
}

extension XMLRecordMachine {
    /// An element opens.
    mutating func open(
        _ name: UnsafePointer<xmlChar>, _ namespace: UnsafePointer<xmlChar>?,
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, _ attributeCount: Int
    ) -> Opened {
        guard depth < XMLPullParser.maximumDepth else { return .tooDeep }
        textBytes = 0
        // Sound: `open` has room for the greatest depth and the document itself.
        let parent = unsafe open[depth]
        depth += 1
        target = recordDepth == 0 || recordDepth == depth - 1 ? XMLElementPlaces.nowhere : parent.target
        guard parent.place >= 0 else {
            unsafe open[depth] = Open(place: parent.place, target: target)
            return .element
        }
        let slot = unsafe meaning(parent.place, name, hasNamespaces ? namespace : nil)
        let meaning = unsafe meanings[slot]
        var opened = Opened.element
        if recordDepth == 0 && meaning.child == XMLElementPlaces.record {
            recordDepth = depth
            opened = .record
        }
        if meaning.column != XMLElementPlaces.nowhere { enter(meaning.column, meaning.child) }
        unsafe open[depth] = Open(place: meaning.child, target: target)
        if meaning.hasAttributes, attributeCount > 0, let attributes = unsafe attributes {
            unsafe take(attributes, attributeCount, places.places[Int(meaning.child)].attributes)
        }
        return opened
    }

    /// The innermost element closes; true where the batch is full.
    mutating func close() -> Bool {
        let closed = depth
        depth -= 1
        textBytes = 0
        guard recordDepth > 0 else { return false }
        // Sound: `open` was written at this depth when its element opened.
        unsafe target = open[depth].target
        guard closed == recordDepth else { return false }
        target = XMLElementPlaces.nowhere
        endRecord()
        return used + records * positionBytes >= RecordBatch.fullBytes
            || faults.count >= RecordBatch.fullFaults
    }

    /// Text directly in the innermost open element.
    @inline(__always)
    mutating func text(_ text: UnsafePointer<xmlChar>, _ count: Int) {
        textBytes &+= count
        if target >= 0 { unsafe append(text, count, to: Int(target)) }
    }

    /// The slot in which the meaning of a name is found.
    @inline(__always)
    private mutating func meaning(
        _ parent: Int32, _ name: UnsafePointer<xmlChar>, _ namespace: UnsafePointer<xmlChar>?
    ) -> Int {
        let key =
            UInt(bitPattern: name) ^ UInt(bitPattern: namespace) << 24 ^ UInt(bitPattern: Int(parent)) << 48
        // The upper bits of a product with an odd number depend on all bits of the key.
        let slot = Int((key &* 0x9E37_79B9_7F4A_7C15) >> UInt(64 - XMLRecordMachine.cacheBits))
        let known = unsafe meanings[slot]
        if unsafe known.name != name || known.namespace != namespace || known.parent != parent {
            unsafe learn(slot, parent, name, namespace)
        }
        return slot
    }

    private mutating func learn(
        _ slot: Int, _ parent: Int32, _ name: UnsafePointer<xmlChar>, _ namespace: UnsafePointer<xmlChar>?
    ) {
        // Sound: libxml2's names end with NUL; the slot lies in `meanings`.
        let child = unsafe places.child(
            of: parent, XMLPullParser.text(name).span, XMLPullParser.text(namespace).span)
        var meaning = unsafe Meaning(name: name, namespace: namespace, parent: parent, child: child)
        if child >= 0 {
            let columns = places.places[Int(child)].columns
            if let first = columns.first {
                meaning.column = columns.count == 1 ? Int32(first) : XMLRecordMachine.several
            }
            meaning.hasAttributes = !places.places[Int(child)].attributes.isEmpty
        }
        unsafe meanings[slot] = meaning
    }

    /// Finds the columns that the text of an element goes to: those that have none yet.
    @inline(__always)
    private mutating func enter(_ column: Int32, _ place: Int32) {
        // Sound: a column lies in `values`.
        guard column < 0 else {
            target = unsafe values[Int(column)].isFound ? XMLElementPlaces.nowhere : column
            unsafe values[Int(column)].isFound = true
            return
        }
        target = XMLElementPlaces.nowhere
        for column in places.places[Int(place)].columns where unsafe !values[column].isFound {
            unsafe values[column].isFound = true
            if target < 0 { target = Int32(column) } else { unsafe values[column].source = target }
        }
    }

    private mutating func take(
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>, _ count: Int,
        _ wanted: [(name: XMLPathName, column: Int)]
    ) {
        // Sound: libxml2 gives five pointers for each attribute: local name, prefix, namespace, start and end
        // of the value; names end with NUL, and all are valid during the callback.
        for index in 0..<count {
            guard let start = unsafe attributes[5 * index + 3], let end = unsafe attributes[5 * index + 4]
            else { continue }
            let name = unsafe XMLPullParser.text(attributes[5 * index])
            let namespace = unsafe XMLPullParser.text(attributes[5 * index + 2])
            let value = unsafe UnsafeBufferPointer(start: start, count: end - start)
            for (attribute, column) in wanted {
                guard unsafe !values[column].isFound,
                    unsafe attribute.matches(name.span, namespace.span)
                else { continue }
                unsafe values[column].isFound = true
                if unsafe value.contains(UInt8(ascii: "&")) {
                    let plain = unsafe XMLTag.withoutReferences(Array(value))
                    unsafe plain.withUnsafeBufferPointer { plain in
                        guard let first = plain.baseAddress else { return }
                        unsafe append(first, plain.count, to: column)
                    }
                } else {
                    unsafe append(start, value.count, to: column)
                }
            }
        }
    }

    /// Adds bytes to a value, which lies in one piece at the end of all bytes.
    @inline(__always)
    private mutating func append(_ text: UnsafePointer<xmlChar>, _ count: Int, to column: Int) {
        // Sound: a column lies in `values`; what is copied fits, as `reserve` has seen to it.
        var value = unsafe values[column]
        let size = value.end - value.start
        guard fault == nil else { return }
        guard size + count <= limits.fieldBytes else {
            fault = (.fieldTooLong(limit: limits.fieldBytes), column)
            return
        }
        guard used - recordStart - gaps + count <= limits.recordBytes, gaps <= limits.recordBytes else {
            fault = (.recordTooLong(limit: limits.recordBytes), nil)
            return
        }
        if unsafe bytes.count < used + size + count { reserve(size + count) }
        guard let base = unsafe bytes.baseAddress else { return }
        if value.end != used || size == 0 {
            unsafe (base + used).copyMemory(from: base + value.start, byteCount: size)
            gaps += size
            (value.start, value.end) = (used, used + size)
        }
        unsafe (base + value.end).copyMemory(from: text, byteCount: count)
        value.end += count
        used = value.end
        unsafe values[column] = value
    }

    private mutating func reserve(_ more: Int) {
        let room = UnsafeMutableRawBufferPointer.allocate(
            byteCount: (used + more) * 2, alignment: 16)
        // Sound: the new room is larger than the old, which nobody else points to.
        unsafe room.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<used]))
        unsafe bytes.deallocate()
        unsafe bytes = room
    }
}

extension XMLRecordMachine {
    private mutating func endRecord() {
        if let fault {
            faults.append(
                RecordFault(
                    line: recordLine, column: fault.column.map { columns[$0] }, excerpt: excerpt(),
                    kind: fault.kind))
            self.fault = nil
        } else {
            appendRecord()
        }
        for column in unsafe values.indices { unsafe values[column] = Value() }
        (recordDepth, recordStart, gaps) = (0, used, 0)
    }

    private mutating func appendRecord() {
        // Sound: a batch is handed over before its positions alone reach the size that the room was made for.
        let first = unsafe records * values.count
        for column in unsafe values.indices {
            let source = unsafe values[column].source
            let value = unsafe values[source < 0 ? column : Int(source)]
            unsafe ranges[first + column] = trimmed(value.start, value.end)
        }
        unsafe positions[records] = RecordPosition(
            firstField: first, fieldCount: values.count, line: recordLine)
        records += 1
    }

    /// A range of the bytes without the white space of XML around it.
    @inline(__always)
    private func trimmed(_ start: Int, _ end: Int) -> Range<Int32> {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        var (start, end) = (start, end)
        // Sound: both ends lie in the bytes written.
        while unsafe start < end && isSpace(bytes[start]) { start += 1 }
        while unsafe start < end && isSpace(bytes[end - 1]) { end -= 1 }
        return Int32(truncatingIfNeeded: start)..<Int32(truncatingIfNeeded: end)
    }

    private func excerpt() -> String {
        var start: [UInt8] = []
        for column in unsafe values.indices {
            let value = unsafe values[column]
            guard value.start < value.end else { continue }
            // Sound: both ends lie in the bytes written.
            unsafe start.append(contentsOf: bytes[value.start..<min(value.end, value.start + 4 * 80)])
            start.append(0x20)
        }
        return CSVTokenizer.excerpt(start.span, start.indices)
    }

    /// Moves the records into a batch.
    mutating func hand(over batch: inout RecordBatch) {
        batch.removeAll()
        // Sound: the first `used` bytes and the ranges and positions of `records` records were written.
        unsafe batch.bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[..<used]))
        unsafe batch.fields.append(
            contentsOf: UnsafeBufferPointer(rebasing: ranges[..<(records * values.count)]))
        unsafe batch.records.append(contentsOf: UnsafeBufferPointer(rebasing: positions[..<records]))
        swap(&batch.faults, &faults)
        (used, records, recordStart) = (0, 0, 0)
    }

    var isEmpty: Bool { records == 0 && faults.isEmpty }
}
