import Foundation
import Pipeline
import TerritoryModel
import Testing

/// What a whole run tells of one input of sales with a defect in it.
struct Told: Equatable, CustomStringConvertible {
    /// Sum of the loaded amounts, and of the refused ones that could be read.
    var loaded = "0"
    var refused = "0"
    /// Refused rows whose amount could not be read.
    var unknown: Int64 = 0
    /// `line reason value` of each refused row.
    var rows: [String] = []
    /// Keys of the notices, in their order.
    var notices: [String] = []

    var description: String {
        "Told(loaded: \(loaded), refused: \(refused), unknown: \(unknown), rows: \(rows), notices: \(notices))"
    }
}

/// The small workspace with another file of sales, read by the whole pipeline.
struct DefectWorkspace {
    static let header = "date,account,rep,product,amount\n"

    let workspace: TemporaryWorkspace

    /// - Parameter keys: Further keys of the source, such as `encoding: latin-1`.
    init(
        _ sales: some Sequence<UInt8>, _ keys: [String] = [], file: String = "data/sales.csv",
        others: [String: String] = [:]
    ) throws {
        var changed = others.mapValues(Optional.some)
        let mapped = (["file: \"\(file)\""] + keys).joined(separator: ", ")
        let configuration = others["bailiwick.yaml"] ?? TemporaryWorkspace.files["bailiwick.yaml"] ?? ""
        changed["bailiwick.yaml"] =
            configuration.replacing("sales: {file: \"data/sales*.csv\"", with: "sales: {\(mapped)")
            .replacing(
                "max_rejected_rows: 50%, max_unmatched_sales: 50%",
                with: "max_rejected_rows: 100%, max_unmatched_sales: 100%")
        changed["data/sales.csv"] = String?.none
        workspace = try TemporaryWorkspace(changed)
        try workspace.write(Data(sales), to: "data/sales.csv")
    }

    init(_ sales: String, _ keys: [String] = [], others: [String: String] = [:]) throws {
        try self.init(sales.utf8, keys, others: others)
    }

    /// Publishes the report and reads from it what became of the sales.
    func told() throws -> Told {
        try workspace.run()
        var files: [JSON] = []
        for file in try workspace.reportJSON()["quality"]["inputs"].array
        where try file["source"].string == "sales" {
            files.append(file)
        }
        var told = Told()
        told.loaded = "\(try files.reduce(Decimal(0)) { try $0 + $1["amount_loaded"].number })"
        told.refused = "\(try files.reduce(Decimal(0)) { try $0 + $1["amount_rejected"].number })"
        for file in files {
            told.unknown += NSDecimalNumber(decimal: try file["rows_without_amount"].number).int64Value
        }
        told.notices = try files.flatMap { try $0["notices"].array.map { try $0["key"].string } }
        told.rows = try rejected("sales").map { "\($0[2]) \($0[5]) \($0[4])" }
        return told
    }

    /// The texts of all notices of a source.
    func notices(_ source: String = "sales") throws -> [String] {
        try workspace.check().quality.files.filter { $0.source == source }.flatMap { $0.notices.map(\.text) }
    }

    /// The published refused rows of a source, by fields.
    func rejected(_ source: String) throws -> [[String]] {
        let bytes = try workspace.published()["data/rejected_rows.csv"] ?? Data()
        return plainRecords(String(decoding: bytes, as: UTF8.self)).filter { $0.first == source }
    }
}

/// The records of well-formed CSV.
func plainRecords(_ text: String) -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var field = ""
    var isQuoted = false
    for character in text.unicodeScalars {
        if character == "\"" {
            isQuoted.toggle()
            field.unicodeScalars.append(character)
        } else if !isQuoted && (character == "," || character == "\n") {
            let isQuotedField = field.hasPrefix("\"")
            record.append(
                isQuotedField
                    ? String(field.dropFirst().dropLast()).replacing("\"\"", with: "\"") : field)
            field = ""
            if character == "\n" {
                records.append(record)
                record = []
            }
        } else if isQuoted || character != "\r" {
            field.unicodeScalars.append(character)
        }
    }
    return records
}

/// Text as UTF-16 in either byte order, with or without its mark.
func utf16(_ text: String, isBigEndian: Bool, mark: Bool) -> [UInt8] {
    ((mark ? "\u{FEFF}" : "") + text).utf16.flatMap {
        isBigEndian ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)]
    }
}

/// Expects that a whole run of the small workspace with these sales tells exactly this.
func expect(
    _ sales: String, _ keys: [String] = [], told: Told, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    try expect(Array(sales.utf8), keys, told: told, sourceLocation: sourceLocation)
}

/// Expects that a whole run of the small workspace with these sales tells exactly this.
func expect(
    _ sales: [UInt8], _ keys: [String] = [], told: Told, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let found = try DefectWorkspace(sales, keys).told()
    #expect(found == told, sourceLocation: sourceLocation)
}
