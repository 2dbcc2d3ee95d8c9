import Foundation
import Geography
import Importing
import Pipeline
import Tabular
import TerritoryModel

/// What is given the fuzzer's bytes.
///
/// None of them may crash, hang or take unbounded memory, whatever the bytes.
enum FuzzTarget: String, CaseIterable {
    case csv, xml, worksheet, sdmx, kml, geojson, config, mapping

    /// Runs the target on the bytes; errors are what hostile bytes deserve.
    func run(_ bytes: [UInt8]) {
        switch self {
        case .csv: read(Array(bytes.dropFirst()), .csv(FuzzTarget.dialect(bytes.first ?? 0)))
        case .xml: read(bytes, .xml(XMLRecordSettings(recordPath: "//r")))
        case .worksheet: read(bytes, .worksheet(WorksheetSettings()))
        case .sdmx: read(bytes, .sdmx)
        case .kml, .geojson:
            measure(bytes)
        case .config: configure(String(decoding: bytes, as: UTF8.self))
        case .mapping: FuzzedImport.run(bytes)
        }
    }

    /// Reads outlines and calculates with them.
    private func measure(_ bytes: [UInt8]) {
        do throws(BoundariesError) {
            let boundaries = try Boundaries(geoJSON: Data(bytes), path: "x", idProperty: "id")
            let sound = try SoundBoundaries(boundaries, named: "x")
            let ground = try UnitGround(sound)
            precondition(ground.areaKm2.allSatisfy { $0 >= 0 && $0.isFinite })
            _ = try ShapeOverlap.all(of: sound)
            _ = try UnitLocator(sound).unit(longitude: 0, latitude: 0)
        } catch {
            precondition(!error.description.isEmpty)
        }
    }

    private func configure(_ text: String) {
        guard let resources = FuzzTarget.resources else { fatalError("run the fuzzer in the source tree") }
        do throws(ConfigurationError) {
            _ = try Configuration(yaml: text, presets: PresetLibrary(workspace: "/", resources: resources))
        } catch {
            precondition(!error.message.isEmpty)
        }
    }

    /// Those of the source tree that the fuzzer is built in.
    private static let resources = try? Resources(
        executable: URL(fileURLWithPath: CommandLine.arguments[0]).standardizedFileURL.path)  // nil is told

    /// Reads all records, small limits making the bounds reachable.
    private func read(_ bytes: [UInt8], _ format: RecordFormat) {
        var limits = ReadLimits()
        limits.fieldBytes = 256
        limits.recordBytes = 1024
        limits.columns = 32
        limits.tagBytes = 512
        let input = TabularInput(.bytes(bytes), displayPath: "x")
        do throws(TabularError) {
            let reader = try openRecords(input, as: format, columns: ["a", "b/c", "@d"], limits: limits)
            var batch = RecordBatch()
            while try reader.next(into: &batch) {
                for record in batch.records {
                    for column in 0..<record.fieldCount {
                        guard let range = batch.range(of: column, in: record) else { continue }
                        // Valid UTF-8 is the promise that all behind the readers rely on.
                        precondition(String(validating: batch.bytes[range], as: UTF8.self) != nil)
                    }
                }
            }
        } catch {
            precondition(!error.description.isEmpty)
        }
    }

    /// The first byte of a CSV input chooses how it is read.
    private static func dialect(_ choice: UInt8) -> CSVDialect {
        var dialect = CSVDialect()
        let encodings: [TextEncoding?] = [
            nil, .utf8, .windows1252, .utf16, nil, .latin1, .utf16BigEndian, nil,
        ]
        dialect.encoding = encodings[Int(choice & 7)]
        let delimiters: [String?] = [nil, ",", ";", "||"]
        dialect.delimiter = delimiters[Int(choice >> 3 & 3)].map { Array($0.utf8) }
        dialect.layout.hasHeader = choice & 0x20 == 0
        if choice & 0x40 != 0 {
            dialect.layout.headerNames = ["a", "b"]
            dialect.layout.footers = [RowPattern("Total ({rows})"), RowPattern("*end")]
        }
        if choice & 0x80 != 0 { dialect.layout.rowsBehindHeader = 1 }
        return dialect
    }
}
