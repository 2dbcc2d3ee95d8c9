import Foundation
import TerritoryModel

/// Writes workspaces of any size: clean rows, no planted facts, the same calendar as the sample.
public enum BenchmarkGenerator {
    /// Writes the workspace below the folder; sales and calls are streamed and never held.
    public static func write(
        to folder: URL, geography: SampleGeography, options: SampleOptions,
        shape: BenchmarkShape = BenchmarkShape()
    ) throws(SampleError) {
        let ground = try BenchmarkGround(geography, options, shape)
        try SampleGenerator.write(ground.files(), to: folder)
        try writeSales(ground, to: folder.appendingPathComponent("data/crm/sales-1.csv"))
        try writeCalls(ground, to: folder.appendingPathComponent("data/crm/calls.csv"))
    }

    private static func writeSales(_ ground: BenchmarkGround, to url: URL) throws(SampleError) {
        let options = ground.options
        var random = SeededRandom(seed: options.seed, topic: "benchmark sales")
        let marks = FieldMarks(quoted: ground.shape.quotesAll)
        var file = try StreamedFile(url)
        file.text.append(marks.header(SalesFiles.header))
        for row in 0..<options.sales {
            let account = ground.drawAccount(&random)
            let product = Product.all[random.below(Product.all.count)]
            let quantity = random.between(1...40)
            let discount = random.chance(300) ? 50 : 0
            file.text.append(marks.start)
            file.text.append(ground.days[row * SampleCalendar.dayCount / options.sales])
            file.text.append(marks.between)
            file.text.append("SO-")
            file.text.append(row + 1)
            file.text.append(marks.between)
            ground.accountIDs.append(account, to: &file.text)
            file.text.append(marks.between)
            file.text.append(product.id)
            file.text.append(marks.between)
            file.text.append(quantity)
            file.text.append(marks.between)
            file.text.append(cents: (product.priceCents * quantity * (1_000 - discount) + 500) / 1_000)
            file.text.append(marks.between)
            ground.appendRep(of: account, &random, to: &file.text)
            file.text.append(marks.between)
            file.text.append(marks.end)
            try file.flushWhenFull()
        }
        try file.close()
    }

    private static func writeCalls(_ ground: BenchmarkGround, to url: URL) throws(SampleError) {
        let options = ground.options
        var random = SeededRandom(seed: options.seed, topic: "benchmark calls")
        let marks = FieldMarks(quoted: ground.shape.quotesAll)
        var file = try StreamedFile(url)
        file.text.append(marks.header(CallsFile.header))
        let year = SampleCalendar.trailingYear
        for row in 0..<options.calls {
            let account = ground.drawAccount(&random)
            file.text.append(marks.start)
            file.text.append(ground.days[year.lowerBound + row * year.count / options.calls])
            file.text.append(marks.between)
            ground.accountIDs.append(account, to: &file.text)
            file.text.append(marks.between)
            ground.appendRep(of: account, &random, to: &file.text)
            file.text.append(marks.between)
            file.text.append(5 * random.between(3...18))
            file.text.append(marks.between)
            file.text.append(CallsDraft.purposes[random.below(CallsDraft.purposes.count)])
            file.text.append(marks.end)
            try file.flushWhenFull()
        }
        try file.close()
    }
}

/// What stands before, between and after the values of a row.
private struct FieldMarks {
    let start: [UInt8]
    let between: [UInt8]
    let end: [UInt8]

    init(quoted: Bool) {
        start = quoted ? Array("\"".utf8) : []
        between = Array((quoted ? "\",\"" : ",").utf8)
        end = Array((quoted ? "\"\n" : "\n").utf8)
    }

    /// The header line with these marks; column names hold nothing that needs a quote.
    func header(_ line: String) -> [UInt8] {
        let names = line.utf8.dropLast().split(separator: 0x2c, omittingEmptySubsequences: false)
        return start + names.joined(separator: between) + end
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
