import ArgumentParser
import Foundation
import SampleWorkspace

@main
struct GenerateSample: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate-sample",
        abstract: "Makes a workspace with real geography and synthetic sales.",
        discussion: """
            The same arguments give the same bytes on every machine. Without --benchmark the workspace has \
            planted facts, which its README.md lists.
            """)

    @Argument(help: "Folder of the workspace; made where missing, files of the same name are replaced.")
    var directory: String

    @Option(help: "Number of accounts.")
    var accounts = SampleOptions().accounts

    @Option(help: "Rows of all sales files together.")
    var sales = SampleOptions().sales

    @Option(help: "Rows of the calls file.")
    var calls = SampleOptions().calls

    @Option(help: "Number of exclusive territories.")
    var territories = SampleOptions().territories

    @Option(help: "Seed of the random numbers.")
    var seed = SampleOptions().seed

    @Option(help: "Folder with the real geography.")
    var geography = "SampleData/data"

    @Flag(help: "Any size, clean rows, no planted facts.")
    var benchmark = false

    @OptionGroup(title: "Shape of a benchmark")
    var shape: ShapeOptions

    func validate() throws {
        if !benchmark, shape.shape != BenchmarkShape() {
            throw ValidationError("--skew, --long-ids, --quote-all and --unnamed-reps need --benchmark")
        }
    }

    func run() throws {
        do {
            try generate()
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            throw ExitCode(error.exitCode)
        }
    }

    private func generate() throws(SampleError) {
        let options = SampleOptions(
            accounts: accounts, sales: sales, calls: calls, territories: territories, seed: seed)
        let folder = URL(fileURLWithPath: directory, isDirectory: true)
        let places = try SampleGenerator.geography(in: URL(fileURLWithPath: geography, isDirectory: true))
        if benchmark {
            try BenchmarkGenerator.write(
                to: folder, geography: places, options: options, shape: shape.shape)
        } else {
            try SampleGenerator.write(SampleGenerator.files(geography: places, options: options), to: folder)
        }
    }
}

/// The options of `BenchmarkShape`.
struct ShapeOptions: ParsableArguments {
    @Flag(help: "Few accounts have most of the sales and calls (Zipf's law).")
    var skew = false

    @Flag(help: "Account ids of 40 characters.")
    var longIds = false

    @Flag(help: "Every value of sales and calls in quotes.")
    var quoteAll = false

    @Option(help: "Share of the sales and calls without a rep, in percent.")
    var unnamedReps = 0

    var shape: BenchmarkShape {
        BenchmarkShape(
            isSkewed: skew, hasLongIDs: longIds, quotesAll: quoteAll, unnamedReps: unnamedReps)
    }
}

extension SampleError {
    /// The code of sysexits.
    fileprivate var exitCode: Int32 {
        switch self {
        case .tooSmall, .tooLarge: 64
        case .noPlace, .missingColumn, .unreadableRow: 65
        case .missingFile: 66
        case .unwritable: 73
        }
    }
}
