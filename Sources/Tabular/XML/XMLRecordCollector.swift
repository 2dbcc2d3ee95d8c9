import CLibXML2

/// Turns the elements of a document, as libxml2 calls them out, into batches of records.
///
/// Safe from outside: the machine is private to the object and its parser, and lives as long as the object.
@safe final class XMLRecordCollector: XMLBatchCollector {
    /// Nothing is to be told.
    struct Findings {}

    var listener: XMLPullParser.Listener { .records(self) }
    let findings = Findings()
    var deliver: (inout RecordBatch) -> Bool = { _ in true }

    private let machine: UnsafeMutablePointer<XMLRecordMachine>
    private var batch = RecordBatch()

    init(settings: XMLRecordSettings, columns: [String], limits: ReadLimits) throws(TabularError) {
        let path = try XMLRecordPath(settings.recordPath, namespaces: settings.namespaces)
        let fields = try XMLFieldTree(columns, namespaces: settings.namespaces)
        unsafe machine = .allocate(capacity: 1)
        unsafe machine.initialize(
            to: XMLRecordMachine(
                XMLElementPlaces(path: path, fields: fields), columns: columns,
                hasNamespaces: !settings.namespaces.isEmpty, limits: limits))
    }

    deinit {
        unsafe machine.pointee.deallocate()
        unsafe machine.deinitialize(count: 1)
        unsafe machine.deallocate()
    }

    /// Delivers what has been found; false where no more is wanted.
    func handOver() -> Bool {
        guard unsafe !machine.pointee.isEmpty else { return true }
        unsafe machine.pointee.hand(over: &batch)
        return deliver(&batch)
    }

    func finish() { _ = handOver() }

    /// Hears nothing more.
    func stop() { unsafe machine.pointee.isStopped = true }

    /// Sets the events of elements and text.
    static func listen(with handler: inout xmlSAXHandler) {
        // Sound, all of it: libxml2 hands the callbacks the pointer to the parser that it was given; the
        // parser keeps the collector; and texts are valid during the callback, of the stated length or ended
        // by NUL.
        unsafe handler.startElementNs = { user, name, _, namespace, declared, _, count, _, attributes in
            guard let user = unsafe user, let name = unsafe name else { return }
            unsafe Unmanaged<XMLPullParser>.fromOpaque(user)._withUnsafeGuaranteedRef { parser in
                guard let machine = unsafe parser.machine, unsafe !machine.pointee.isStopped else { return }
                if declared > 0 { parser.checkNamespaces() }
                switch unsafe machine.pointee.open(name, namespace, attributes, Int(count)) {
                case .element: break
                case .record: unsafe machine.pointee.recordLine = parser.lineOfTag()
                case .tooDeep: parser.refuseDepth()
                }
            }
        }
        unsafe handler.endElementNs = { user, _, _, _ in
            guard let user = unsafe user else { return }
            unsafe Unmanaged<XMLPullParser>.fromOpaque(user)._withUnsafeGuaranteedRef { parser in
                guard let machine = unsafe parser.machine, unsafe !machine.pointee.isStopped else { return }
                if unsafe machine.pointee.close() { parser.handOver() }
            }
        }
        let text: charactersSAXFunc = { user, text, count in
            guard let user = unsafe user, let text = unsafe text else { return }
            unsafe Unmanaged<XMLPullParser>.fromOpaque(user)._withUnsafeGuaranteedRef { parser in
                guard let machine = unsafe parser.machine, unsafe !machine.pointee.isStopped else { return }
                unsafe machine.pointee.text(text, Int(count))
                if unsafe machine.pointee.textBytes > XMLPullParser.maximumText { parser.refuseText() }
            }
        }
        // One function for both, or libxml2 looks at each text whether it is blank.
        unsafe handler.characters = text
        unsafe handler.ignorableWhitespace = text
        unsafe handler.cdataBlock = text
    }

    /// The machine, for the parser that keeps this object.
    var unsafeMachine: UnsafeMutablePointer<XMLRecordMachine> { unsafe machine }
}
