import Foundation
import TerritoryModel

/// Writes workspaces of any size: clean rows, no planted facts, the same calendar as the sample.
public enum BenchmarkGenerator {
    /// Writes the workspace below the folder; sales and calls are streamed and never held.
    public static func write(
        to folder: URL, geography: SampleGeography, options: SampleOptions
    ) throws(SampleError) {
        let ground = try BenchmarkGround(geography, options)
        try SampleGenerator.write(ground.files(), to: folder)
        try writeSales(ground, options, to: folder.appendingPathComponent("data/crm/sales-1.csv"))
        try writeCalls(ground, options, to: folder.appendingPathComponent("data/crm/calls.csv"))
    }

    private static func writeSales(
        _ ground: BenchmarkGround, _ options: SampleOptions, to url: URL
    ) throws(SampleError) {
        var random = SeededRandom(seed: options.seed, topic: "benchmark sales")
        var file = try StreamedFile(url)
        file.text.append(SalesFiles.header)
        for row in 0..<options.sales {
            let account = random.below(options.accounts)
            let product = Product.all[random.below(Product.all.count)]
            let quantity = random.between(1...40)
            let discount = random.chance(300) ? 50 : 0
            file.text.append(ground.days[row * SampleCalendar.dayCount / options.sales])
            file.text.append(",SO-")
            file.text.append(row + 1)
            file.text.append(",A-")
            file.text.append(account + 1, width: 7)
            file.text.comma()
            file.text.append(product.id)
            file.text.comma()
            file.text.append(quantity)
            file.text.comma()
            file.text.append(cents: (product.priceCents * quantity * (1_000 - discount) + 500) / 1_000)
            file.text.append(",R-")
            file.text.append(ground.territoryOfAccount[account] + 1, width: 5)
            file.text.comma()
            file.text.newline()
            try file.flushWhenFull()
        }
        try file.close()
    }

    private static func writeCalls(
        _ ground: BenchmarkGround, _ options: SampleOptions, to url: URL
    ) throws(SampleError) {
        var random = SeededRandom(seed: options.seed, topic: "benchmark calls")
        var file = try StreamedFile(url)
        file.text.append(CallsFile.header)
        let year = SampleCalendar.trailingYear
        for row in 0..<options.calls {
            let account = random.below(options.accounts)
            file.text.append(ground.days[year.lowerBound + row * year.count / options.calls])
            file.text.append(",A-")
            file.text.append(account + 1, width: 7)
            file.text.append(",R-")
            file.text.append(ground.territoryOfAccount[account] + 1, width: 5)
            file.text.comma()
            file.text.append(5 * random.between(3...18))
            file.text.comma()
            file.text.append(CallsDraft.purposes[random.below(CallsDraft.purposes.count)])
            file.text.newline()
            try file.flushWhenFull()
        }
        try file.close()
    }
}

/// A file that is written in pieces of about four megabytes.
private struct StreamedFile {
    var text = ByteText()
    private let handle: FileHandle
    private let path: String
    private static let limit = 4 << 20

    init(_ url: URL) throws(SampleError) {
        path = url.path
        do {
            try Data().write(to: url)
            handle = try FileHandle(forWritingTo: url)
        } catch {
            throw .unwritable(path: url.path, cause: error.localizedDescription)
        }
        text.reserve(StreamedFile.limit + 4_096)
    }

    mutating func flushWhenFull() throws(SampleError) {
        if text.bytes.count >= StreamedFile.limit { try flush() }
    }

    private mutating func flush() throws(SampleError) {
        do {
            try handle.write(contentsOf: text.bytes)
        } catch {
            throw .unwritable(path: path, cause: error.localizedDescription)
        }
        text.removeAll()
    }

    mutating func close() throws(SampleError) {
        try flush()
        do {
            try handle.close()
        } catch {
            throw .unwritable(path: path, cause: error.localizedDescription)
        }
    }
}
