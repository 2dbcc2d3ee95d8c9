import Tabular

/// Names of the worksheets of an XML Spreadsheet 2003, in their order; the first hundred.
func worksheetNames(of input: TabularInput) throws(TabularError) -> [String] {
    let names = WorksheetNames()
    try parseXML(input, sink: names)
    return names.names
}

private final class WorksheetNames: XMLEventSink {
    private(set) var names: [String] = []

    func open(_ name: Span<UInt8>, namespace: Span<UInt8>, _ tag: XMLTag) {
        guard names.count < 100, String(decoding: name.indices.map { name[$0] }, as: UTF8.self) == "Worksheet"
        else {
            return
        }
        names.append(String(decoding: tag.value("Name") ?? [], as: UTF8.self))
    }

    func text(_ bytes: Span<UInt8>) {}

    func close() {}
}
