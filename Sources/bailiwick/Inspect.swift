import ArgumentParser
import Foundation
import Glibc
import Pipeline
import Tabular

struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what a file is, and write the mapping that reads it.",
        discussion: """
            Reads the whole file and tells its kind, encoding and delimiter, its first rows, what each column \
            holds, which source of bailiwick.yaml it resembles, and a mapping to paste there. What it guesses it \
            says; what it cannot tell stands as a comment for you to fill in.

            Examples:
              bailiwick inspect data/crm/accounts.csv
              bailiwick inspect data/quotas.xml --records-path /quotas/quota
              bailiwick inspect data/export.zip                      (lists its files)
              bailiwick inspect 'data/export.zip!/Account.csv'
              bailiwick inspect data/old.csv --encoding windows-1252 --delimiter ';' --header-row 4
              bailiwick inspect data/report.csv --footer 'Grand Total*' --footer '#*'
              bailiwick inspect data/sales.csv --records --limit 10 | jq .amount

            With --records it prints the records as lines of JSON instead: objects by column name, all values as \
            text, null where a record is too short. Records that cannot be read are told on standard error, and \
            the exit code is 65 then; all others are printed.

            Exit codes: 0 read, 64 usage, 65 the content cannot be read, 66 the file is missing.
            """)

    @Argument(
        help: ArgumentHelp("The file; one inside a zip archive is archive.zip!/name.", valueName: "file"),
        completion: .file())
    var file: String

    @Flag(help: "Print the records as lines of JSON.")
    var records = false

    @Flag(help: "With --records: arrays of all fields of each row, the header row among them.")
    var raw = false

    @Option(
        help: ArgumentHelp("Rows to show (5 without), or records to print (all without).", valueName: "n"))
    var limit: Int?

    @Option(help: "Read it as csv, xml, spreadsheet (XML Spreadsheet 2003) or sdmx.")
    var format: InspectionRequest.Format?

    @Option(
        help: ArgumentHelp(
            "Encoding of a CSV file, such as utf-8, utf-16 or windows-1252.", valueName: "name"))
    var encoding: TextEncoding?

    @Option(
        help: ArgumentHelp("What separates the fields of a CSV file: one to eight characters, or tab."),
        completion: .list(["tab"]))
    var delimiter: String?

    @Option(
        help: ArgumentHelp("Line of the header of a CSV file, or its row in a worksheet.", valueName: "n"))
    var headerRow: Int?

    @Option(
        name: .customLong("footer"),
        help: ArgumentHelp(
            "Leave out rows whose first field is so, such as 'Grand Total*' or '#*'; may be repeated.",
            valueName: "pattern"))
    var footers: [String] = []

    @Option(
        help: ArgumentHelp(
            "Record element of an XML file, such as /quotas/quota or //quota.", valueName: "path"))
    var recordsPath: String?

    @Option(
        name: .customLong("field"),
        help: ArgumentHelp(
            "Field of an XML record, such as name or @id; may be repeated. Default: all.", valueName: "path"))
    var fields: [String] = []

    @Option(help: ArgumentHelp("Worksheet of an XML Spreadsheet.", valueName: "name"))
    var worksheet: String?

    @Option(
        name: .customLong("namespace"),
        help: ArgumentHelp("Namespace of a prefix in paths; may be repeated.", valueName: "prefix=uri"))
    var namespaces: [String] = []

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit \(limit) is negative; write 0 or more") }
        if let headerRow, headerRow < 1 {
            throw ValidationError("--header-row \(headerRow) is no line; the first line is 1")
        }
        if let delimiter, InspectionRequest.delimiter(delimiter) == nil {
            throw ValidationError(
                "--delimiter '\(delimiter)' cannot separate fields; write 1 to 8 ASCII characters, or tab")
        }
        for pattern in footers where ["", "*"].contains(pattern) {
            throw ValidationError("--footer '\(pattern)' matches every row; write what the rows begin with")
        }
        for text in namespaces where InspectionRequest.namespace(text) == nil {
            throw ValidationError("--namespace '\(text)' is not written as prefix=uri")
        }
        if raw, !records { throw ValidationError("--raw needs --records") }
    }

    func run() throws {
        do throws(InspectionError) {
            if records { try printRecords() } else { try printInspection() }
        } catch {
            StandardStreams.complain("error: \(error.message)\n")
            throw ExitCode(error.exitCode)
        }
    }

    private var request: InspectionRequest {
        var request = InspectionRequest(file: file)
        request.limit = limit
        request.format = format
        request.encoding = encoding
        request.delimiter = delimiter.flatMap(InspectionRequest.delimiter)
        request.headerRow = headerRow
        request.footers = footers
        request.recordsPath = recordsPath
        request.fields = fields
        request.worksheet = worksheet
        for (prefix, uri) in namespaces.compactMap(InspectionRequest.namespace) {
            request.namespaces[prefix] = uri
        }
        return request
    }

    private func printInspection() throws(InspectionError) {
        let found = try inspect(request, presets: presets)
        guard StandardStreams.write(Array(found.text.utf8)) else { return }
        if let failure = found.failure { throw failure }
    }

    /// The presets of the program and of the folder that the command runs in, or of none where they cannot be read:
    /// all else can be told without them.
    private var presets: [Preset] {
        guard let resources = try? programResources() else { return [] }
        return (try? PresetLibrary(workspace: ".", resources: resources).all()) ?? []
    }

    private func printRecords() throws(InspectionError) {
        let refused = try Pipeline.printRecords(
            request, isRaw: raw, write: StandardStreams.write, complain: StandardStreams.complain)
        if refused > 0 { Inspect.exit(withError: ExitCode(65)) }
    }
}

extension InspectionRequest.Format: ExpressibleByArgument {}
extension TextEncoding: ExpressibleByArgument {}

/// Standard output and error, written so that a reader who leaves ends the program quietly.
private enum StandardStreams {
    /// Writes all bytes; false where nobody reads any more.
    static func write(_ bytes: [UInt8]) -> Bool {
        signal(SIGPIPE, SIG_IGN)
        var rest = bytes[...]
        while !rest.isEmpty {
            // Sound: the buffer is valid during the call, which reads no more than its count.
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    static func complain(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
