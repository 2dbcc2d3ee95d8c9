import Foundation
import History
import Rendering

extension WorkspaceHistory {
    /// The views that can be exported.
    public static var viewNames: [String] { RunHistory.viewNames }

    /// Writes one view.
    ///
    /// - Parameter write: Takes bytes piece by piece; false where nobody reads any more.
    public func export(
        _ view: String, _ format: ExportFormat, to write: ([UInt8]) throws(PipelineError) -> Bool
    ) throws(PipelineError) {
        do {
            let history = try reading { $0 }
            var writer = ViewWriter(format: format)
            do {
                try history.rows(ofView: view, header: { writer.start($0) }) { cells in
                    writer.append(cells)
                    guard writer.bytes.count >= ViewWriter.piece else { return }
                    guard try write(writer.take()) else { throw ReaderLeft() }
                }
            } catch is ReaderLeft {
                return
            }
            _ = try write(writer.take())
        } catch let error as PipelineError {
            throw error
        } catch {
            throw .history(HistoryError.reading(path, error))
        }
    }

    /// Writes views as files of a folder, which is made; the paths, in the order of the views.
    public func export(
        _ views: [String], _ format: ExportFormat, into folder: String
    ) throws(PipelineError) -> [String] {
        // Nothing is made where there is no history.
        _ = try reading { $0 }
        try Publisher.makeFolder(folder)
        var paths: [String] = []
        for view in views {
            let path = "\(folder)/\(view).\(format.rawValue)"
            let output = try written { () throws(OutputFault) in try OutputFile(path: path) }
            try export(view, format) { bytes throws(PipelineError) in
                try written { () throws(OutputFault) in try output.write(bytes) }
                return true
            }
            try written { () throws(OutputFault) in try output.close() }
            paths.append(path)
        }
        return paths
    }

    private func written<Value>(
        _ work: () throws(OutputFault) -> Value
    ) throws(PipelineError) -> Value {
        do throws(OutputFault) {
            return try work()
        } catch {
            throw .cannotWrite(path: error.path, cause: error.cause)
        }
    }
}

/// Nobody reads the output any more, so nobody is to be told.
private struct ReaderLeft: Error {}

/// Rows of a view as CSV (RFC 4180) or as lines of JSON.
private struct ViewWriter {
    /// Bytes that are gathered before they are written.
    static let piece = 1 << 16

    let format: ExportFormat
    private(set) var bytes: [UInt8] = []
    private var names: [[UInt8]] = []

    init(format: ExportFormat) { self.format = format }

    mutating func start(_ columns: [String]) {
        names = columns.map { Array($0.utf8) }
        if format == .csv { bytes += Array(CSVText.record(columns).utf8) }
    }

    mutating func append(_ cells: [ViewCell]) {
        switch format {
        case .csv: bytes += Array(CSVText.record(cells.map(ViewWriter.text)).utf8)
        case .jsonl: appendObject(cells)
        }
    }

    mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    private mutating func appendObject(_ cells: [ViewCell]) {
        for (place, cell) in cells.enumerated() {
            bytes.append(place == 0 ? UInt8(ascii: "{") : UInt8(ascii: ","))
            RecordLines.append(names[place], to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            switch cell {
            case .text(let text): RecordLines.append(text.utf8, to: &bytes)
            case .null: bytes += Array("null".utf8)
            case .integer, .real: bytes += Array(ViewWriter.text(cell).utf8)
            }
        }
        bytes += Array("}\n".utf8)
    }

    private static func text(_ cell: ViewCell) -> String {
        switch cell {
        case .text(let text): text
        case .integer(let number): String(number)
        case .real(let number):
            number.description.hasSuffix(".0") ? String(number.description.dropLast(2)) : number.description
        case .null: ""
        }
    }
}
