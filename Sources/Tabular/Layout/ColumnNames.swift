/// The columns that a header names, by the texts of its fields; empty where a column between others has no name.
func columnNames(
    _ texts: [String], path: String, line: Int, limit: Int
) throws(TabularError) -> [String] {
    var names = texts.map(trimmedColumnName)
    while names.last == "" { names.removeLast() }
    guard names.count <= limit else { throw .tooManyColumns(path: path, line: line, limit: limit) }
    guard !names.isEmpty else { throw .emptyHeader(path: path, line: line, position: 1) }
    var seen: Set<String> = []
    for name in names where !name.isEmpty && !seen.insert(name).inserted {
        throw .duplicateHeader(path: path, line: line, column: name)
    }
    return names
}

/// The name of a column without white space of any kind, control characters and byte order marks around it.
func trimmedColumnName(_ name: String) -> String {
    func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.value == 0xFEFF || scalar.value < 0x20
    }
    let scalars = name.unicodeScalars.drop(while: isSpace)
    guard let last = scalars.lastIndex(where: { !isSpace($0) }) else { return "" }
    return String(scalars[...last])
}
