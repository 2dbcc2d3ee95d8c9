/// Turns the elements of an SDMX-ML message, as they come, into a record for each observation.
final class SDMXCollector: XMLEventSink, XMLBatchCollector {
    struct Findings {
        let notices: [ReadingNotice]
    }

    var listener: XMLPullParser.Listener { .sink(self) }
    var deliver: (inout RecordBatch) -> Bool = { _ in true }

    /// Ids found so far in series and observations, in their order, where they are asked for.
    private(set) var ids: [String] = []

    /// Ids of one message; real ones have some dozens.
    private static let largestIDCount = 512
    static let time = "TIME_PERIOD"
    static let value = "OBS_VALUE"
    /// The time dimension of SDMX 2.0 where it is not called `TIME_PERIOD`.
    private static let otherTime = "TIME"

    private enum Level: Int, CaseIterable {
        case dataSet, group, series, observation
    }

    private enum Place: Equatable {
        case other
        case level(Level)
        /// Keys and attributes of the level around them.
        case values
        case time, message, messageText
    }

    private let path: String
    private let columns: [String]
    /// Ids of the columns, and behind them the other name of the time dimension.
    private let wanted: [[UInt8]]
    /// Observations whose ids are found, in place of their values; 0 = none.
    private let searchedObservations: Int
    private let limits: ReadLimits
    private var batch = RecordBatch()
    /// Observations found so far, faulty ones included.
    private var observationCount = 0
    /// What the sender says in a footer or in place of data.
    private var messages = SDMXMessages()
    /// Whether it is a message of structures, which has no data.
    private var describesStructures = false
    /// What makes the rest of the message unreadable.
    private var failure: TabularError?
    private var isUnwanted = false
    private var seenIDs: Set<String> = []
    private var places: [Place] = []
    private var scopes: [SDMXScope]
    private var line = 0
    /// The dimension that an observation states without its name.
    private var observationDimension = Array(SDMXCollector.time.utf8)
    private var timeText: [UInt8] = []
    private var hasSeriesInGroup = false
    private var isInObservations: [Bool]
    private var isInGroups: [Bool]

    init(path: String, columns: [String], searchedObservations: Int = 0, limits: ReadLimits) {
        self.path = path
        self.columns = columns
        self.searchedObservations = searchedObservations
        self.limits = limits
        wanted = (columns + [SDMXCollector.otherTime]).map { Array($0.utf8) }
        scopes = Level.allCases.map { _ in SDMXScope(columnCount: columns.count + 1) }
        isInObservations = Array(repeating: false, count: columns.count)
        isInGroups = isInObservations
    }

    var isDone: Bool {
        let isSearched = searchedObservations > 0 && observationCount >= searchedObservations
        return isUnwanted || isSearched || failure != nil
    }

    func open(_ name: Span<UInt8>, namespace: Span<UInt8>, _ tag: XMLTag) {
        let place = place(of: name)
        switch place {
        case .level(let level): open(level, tag)
        case .message: messages.begin(code: tag.text("code"), severity: tag.text("severity"))
        case .time: timeText.removeAll(keepingCapacity: true)
        case .values, .messageText: break
        case .other: openOther(name, tag)
        }
        places.append(place)
    }

    func text(_ bytes: Span<UInt8>) {
        switch places.last {
        case .time:
            guard timeText.count <= limits.fieldBytes else { return }
            for index in bytes.indices { timeText.append(bytes[index]) }
        case .messageText: messages.append(bytes)
        case .other, .level, .values, .message, nil: break
        }
    }

    func close() {
        switch places.popLast() {
        case .time: set(Array(SDMXCollector.time.utf8), Array(timeText[...].trimmedOfBlanks()), .observation)
        case .level(let level): close(level)
        case .message: messages.end()
        case .messageText: messages.endText()
        case .other, .values, nil: break
        }
    }

    /// What an element is, by its name and the elements that it stands in.
    private func place(of name: Span<UInt8>) -> Place {
        if name.equals(Names.dataSet) { return level == nil ? .level(.dataSet) : .other }
        if name.equals(Names.message) || name.equals(Names.errorMessage) {
            return places.isEmpty ? .other : .message
        }
        if places.last == .message && name.equals(Names.text) { return .messageText }
        guard let level else { return .other }
        if name.equals(Names.observation) { return level == .observation ? .other : .level(.observation) }
        if name.equals(Names.series) && level != .observation { return .level(.series) }
        if name.equals(Names.group) && level == .dataSet { return .level(.group) }
        for values in Names.values where name.equals(values) { return .values }
        return level == .observation && name.equals(Names.time) ? .time : .other
    }

    /// The innermost level that is open.
    private var level: Level? {
        for place in places.reversed() {
            if case .level(let level) = place { return level }
        }
        return nil
    }

    private enum Names {
        static let dataSet = Array("DataSet".utf8)
        static let group = Array("Group".utf8)
        static let series = Array("Series".utf8)
        static let observation = Array("Obs".utf8)
        static let values = ["SeriesKey", "ObsKey", "GroupKey", "Attributes"].map { Array($0.utf8) }
        static let value = Array("Value".utf8)
        static let observationDimension = Array("ObsDimension".utf8)
        static let observationValue = Array("ObsValue".utf8)
        static let time = Array("Time".utf8)
        static let message = Array("Message".utf8)
        static let errorMessage = Array("ErrorMessage".utf8)
        static let text = Array("Text".utf8)
        static let structure = Array("Structure".utf8)
    }
}

extension SDMXCollector {
    var findings: Findings {
        var notices: [ReadingNotice] = []
        if !groupColumns.isEmpty {
            notices.append(
                ReadingNotice(
                    kind: .groupAttributes,
                    text: "only in groups, not joined: \(groupColumns.joined(separator: ", "))"))
        }
        if let text = messages.text { notices.append(ReadingNotice(kind: .senderMessage, text: text)) }
        return Findings(notices: notices)
    }

    func finish() throws(TabularError) {
        try requireObservations()
        if !batch.isEmpty { handOver() }
    }

    /// Throws what made the message unreadable, or why there are no observations as far as the message says.
    func requireObservations() throws(TabularError) {
        if let failure { throw failure }
        guard observationCount == 0 else { return }
        let text = messages.text ?? (describesStructures ? "it describes structures, not data" : nil)
        throw .noObservations(path: path, message: text)
    }

    private func handOver() {
        var full = RecordBatch()
        swap(&full, &batch)
        isUnwanted = !deliver(&full)
        full.removeAll()
        batch = full
        for level in scopes.indices { scopes[level].startBatch() }
    }

    /// Columns that only groups have which are not around their series.
    private var groupColumns: [String] {
        columns.indices.filter { isInGroups[$0] && !isInObservations[$0] }.map { columns[$0] }
    }
}

extension SDMXCollector {
    private func open(_ level: Level, _ tag: XMLTag) {
        scopes[level.rawValue].removeAll()
        switch level {
        case .group: hasSeriesInGroup = false
        case .series: hasSeriesInGroup = true
        case .observation: line = tag.line
        case .dataSet: break
        }
        tag.forEachAttribute { name, namespace, value in
            if namespace.isEmpty { set(name, value, level) }
        }
    }

    private func close(_ level: Level) {
        if level == .observation { endObservation() }
        if level == .group && !hasSeriesInGroup {
            let group = scopes[Level.group.rawValue]
            for column in columns.indices where group.isFound[column] { isInGroups[column] = true }
        }
        scopes[level.rawValue].removeAll()
    }

    /// The values of generic messages, and the header.
    private func openOther(_ name: Span<UInt8>, _ tag: XMLTag) {
        guard let level else {
            guard name.equals(Names.structure) else { return }
            if places.isEmpty { describesStructures = true }
            if let dimension = tag.value("dimensionAtObservation") { observationDimension = dimension }
            return
        }
        guard let value = tag.value("value") else { return }
        let id = tag.value("id") ?? tag.value("concept")
        if places.last == .values && name.equals(Names.value), let id {
            set(id, value, level)
        } else if level == .observation && name.equals(Names.observationDimension) {
            set(id ?? observationDimension, value, level)
        } else if level == .observation && name.equals(Names.observationValue) {
            let usual = Array(SDMXCollector.value.utf8)
            set(usual, value, level)
            if let id, id != usual { set(id, value, level) }
        }
    }

    private func set(_ id: [UInt8], _ value: [UInt8], _ level: Level) {
        set(id.span, value.span, level)
    }

    private func set(_ id: Span<UInt8>, _ value: Span<UInt8>, _ level: Level) {
        let isSearched = observationCount < searchedObservations
        if isSearched && (level == .series || level == .observation) { note(id) }
        for column in wanted.indices where id.equals(wanted[column]) {
            scopes[level.rawValue].set(column, value, limit: limits.fieldBytes)
        }
    }

    private func note(_ id: Span<UInt8>) {
        var bytes: [UInt8] = []
        for index in id.indices { bytes.append(id[index]) }
        let text = String(decoding: bytes, as: UTF8.self)
        guard seenIDs.insert(text).inserted else { return }
        guard ids.count < SDMXCollector.largestIDCount else {
            failure = .tooManyColumns(path: path, line: line, limit: SDMXCollector.largestIDCount)
            return
        }
        ids.append(text)
    }
}

extension SDMXCollector {
    private func endObservation() {
        observationCount += 1
        guard searchedObservations == 0 else { return }
        addObservation()
        if batch.isFull { handOver() }
    }

    private func addObservation() {
        let first = batch.fields.count
        var size = 0
        for column in columns.indices {
            let place = place(of: column)
            size += place.count
            batch.fields.append(place)
        }
        if let column = scopes.lazy.compactMap(\.longColumn).first {
            let name = columns.indices.contains(column) ? columns[column] : SDMXCollector.time
            refuse(.fieldTooLong(limit: limits.fieldBytes), column: name, first: first)
        } else if size > limits.recordBytes {
            refuse(.recordTooLong(limit: limits.recordBytes), column: nil, first: first)
        } else {
            batch.records.append(
                RecordPosition(firstField: first, fieldCount: columns.count, line: line))
        }
    }

    /// Place of a column's value in the batch: that of the innermost level that has one, else an empty one.
    private func place(of column: Int) -> Range<Int32> {
        let isTime = columns[column] == SDMXCollector.time
        for candidate in isTime ? [column, columns.count] : [column] {
            for level in Level.allCases.reversed() where scopes[level.rawValue].isFound[candidate] {
                isInObservations[column] = true
                return scopes[level.rawValue].place(of: candidate, in: &batch)
            }
        }
        return 0..<0
    }

    private func refuse(_ kind: RecordFault.Kind, column: String?, first: Int) {
        let fields = batch.fields[first...].map { Int($0.lowerBound)..<Int($0.upperBound) }
        let excerpt = RecordFault.excerpt(of: fields, in: batch.bytes)
        batch.fields.removeLast(fields.count)
        batch.faults.append(RecordFault(line: line, column: column, excerpt: excerpt, kind: kind))
    }
}
