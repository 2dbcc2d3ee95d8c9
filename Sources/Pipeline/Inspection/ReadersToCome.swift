import Tabular

// What inspection needs of parts that are being built elsewhere. Each function is to be replaced by what its comment
// names, and this file to go.

/// How a delimited file was recognised.
struct Recognition {
    var encoding: TextEncoding
    var hasByteOrderMark: Bool
    var delimiter: [UInt8]
    /// Line of the header, 1 = first; nil where there is none.
    var headerLine: Int?
}

/// To be replaced by `(reader as? CSVReader)?.recognised`.
func recognition(of reader: any RecordReader, as dialect: CSVDialect, _ facts: FileFacts) -> Recognition? {
    guard reader is CSVReader else { return nil }
    return Recognition(
        encoding: dialect.encoding ?? .utf8,
        hasByteOrderMark: facts.beginning.starts(with: [0xEF, 0xBB, 0xBF]),
        delimiter: dialect.delimiter ?? [0x2C], headerLine: dialect.layout.headerLine ?? 1)
}

/// A preset as far as inspection needs it.
///
/// To be replaced by `Preset`.
public struct KnownPreset: Hashable, Sendable {
    public let name: String
    public let entities: [String]
    public let title: String
    public let columns: [String]

    public init(name: String, entities: [String], title: String, columns: [String]) {
        self.name = name
        self.entities = entities
        self.title = title
        self.columns = columns
    }
}

/// To be replaced by loading the presets of the program.
public func knownPresets(_ resources: Resources?) -> [KnownPreset] { [] }

/// Dimensions and attributes of an SDMX file.
///
/// To be replaced by what the reader of SDMX offers.
func sdmxColumns(of input: TabularInput) throws(TabularError) -> [String] { [] }

/// Names of the worksheets.
///
/// To be replaced by what the reader of worksheets offers.
func worksheetNames(of input: TabularInput) throws(TabularError) -> [String] { [] }
