/// Turns the elements of a document, as they come, into the records of a batch.
final class XMLRecordCollector: XMLEventSink {
    var batch = RecordBatch()
    /// Records found so far, faulty ones included.
    private(set) var recordCount = 0
    private var depth = 0

    private let path: XMLRecordPath
    private let fields: XMLFieldTree
    private let columns: [String]
    private let limits: ReadLimits
    /// Steps of the record path that the open elements match.
    private var matchedSteps = 0
    /// Depth of the open record's element; 0 outside of records.
    private var recordDepth = 0
    private var recordLine = 0
    /// The node of each open element from the record down; nil where no field lies in it.
    private var openNodes: [OpenNode?] = []
    private var values: [Value]
    private var fault: (kind: RecordFault.Kind, column: Int?)?

    private struct OpenNode {
        let node: Int
        /// False for a repetition, whose text is not read.
        let isFirst: Bool
    }

    private struct Value {
        var bytes: [UInt8] = []
        var isFound = false
    }

    init(path: XMLRecordPath, columns: [String], limits: ReadLimits) throws(TabularError) {
        self.path = path
        self.columns = columns
        self.limits = limits
        fields = try XMLFieldTree(columns)
        values = Array(repeating: Value(), count: columns.count)
    }

    /// Whether the element that is about to open would be a record.
    private func isRecord(_ name: Span<UInt8>) -> Bool {
        guard recordDepth == 0, let last = path.steps.last else { return false }
        if path.isAnywhere { return name.equals(last) }
        let steps = path.steps.count
        return depth + 1 == steps && matchedSteps == steps - 1 && name.equals(last)
    }

    func open(_ name: Span<UInt8>, namespace: Span<UInt8>, _ tag: XMLTag) {
        if recordDepth > 0 {
            openInside(name)
        } else if isRecord(name) {
            recordDepth = depth + 1
            recordLine = tag.line
            openNodes.append(OpenNode(node: 0, isFirst: true))
        } else if matchedSteps == depth && depth < path.steps.count - 1
            && name.equals(path.steps[depth])
        {
            matchedSteps += 1
        }
        depth += 1
        collectAttributes(tag)
    }

    func close() {
        if recordDepth > 0 {
            openNodes.removeLast()
            if depth == recordDepth { endRecord() }
        } else if matchedSteps == depth {
            matchedSteps -= 1
        }
        depth -= 1
    }

    /// The attributes of the element that was just opened, where they are fields.
    private func collectAttributes(_ tag: XMLTag) {
        guard case .some(.some(let open)) = openNodes.last else { return }
        let wanted = fields.nodes[open.node].attributes
        guard !wanted.isEmpty else { return }
        tag.forEachAttribute { name, _, value in
            for attribute in wanted where name.equals(attribute.name) && !values[attribute.column].isFound {
                values[attribute.column].isFound = true
                append(value, to: attribute.column)
            }
        }
    }

    /// Text goes to the innermost open element that is a field; the record's own text is that directly in it.
    func text(_ bytes: Span<UInt8>) {
        guard recordDepth > 0 else { return }
        for (level, open) in openNodes.enumerated().reversed() {
            guard let open, !fields.nodes[open.node].columns.isEmpty else { continue }
            guard level > 0 || openNodes.count == 1 else { return }
            guard open.isFirst else { return }
            for column in fields.nodes[open.node].columns { append(bytes, to: column) }
            return
        }
    }

    private func openInside(_ name: Span<UInt8>) {
        guard case .some(.some(let parent)) = openNodes.last,
            let node = fields.child(of: parent.node, name)
        else {
            openNodes.append(nil)
            return
        }
        var isFirst = true
        for column in fields.nodes[node].columns {
            if values[column].isFound { isFirst = false }
            values[column].isFound = true
        }
        openNodes.append(OpenNode(node: node, isFirst: isFirst))
    }

    private func append(_ bytes: Span<UInt8>, to column: Int) {
        guard fault == nil else { return }
        guard values[column].bytes.count + bytes.count <= limits.fieldBytes else {
            fault = (.fieldTooLong(limit: limits.fieldBytes), column)
            return
        }
        for index in bytes.indices { values[column].bytes.append(bytes[index]) }
    }

    private func endRecord() {
        let size = values.reduce(0) { $0 + $1.bytes.count }
        if fault == nil && size > limits.recordBytes {
            fault = (.recordTooLong(limit: limits.recordBytes), nil)
        }
        if let fault {
            batch.faults.append(
                RecordFault(
                    line: recordLine, column: fault.column.map { columns[$0] }, excerpt: excerpt(),
                    kind: fault.kind))
        } else {
            appendRecord()
        }
        for column in values.indices {
            values[column].bytes.removeAll(keepingCapacity: true)
            values[column].isFound = false
        }
        fault = nil
        recordDepth = 0
        recordCount += 1
    }

    private func appendRecord() {
        let first = batch.fields.count
        for value in values {
            let start = Int32(batch.bytes.count)
            batch.bytes.append(contentsOf: value.bytes.trimmedOfSpace())
            batch.fields.append(start..<Int32(batch.bytes.count))
        }
        batch.records.append(
            RecordPosition(firstField: first, fieldCount: values.count, line: recordLine))
    }

    private func excerpt() -> String {
        var start: [UInt8] = []
        for value in values where !value.bytes.isEmpty {
            start.append(contentsOf: value.bytes.prefix(4 * 80))
            start.append(0x20)
        }
        return CSVTokenizer.excerpt(start.span, start.indices)
    }
}

extension [UInt8] {
    /// Without the white space of XML around it.
    fileprivate func trimmedOfSpace() -> ArraySlice<UInt8> {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        let rest = drop(while: isSpace)
        guard let last = rest.lastIndex(where: { !isSpace($0) }) else { return [] }
        return rest[...last]
    }
}
