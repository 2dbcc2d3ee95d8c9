import Foundation
import Importing
import Tabular
import Testing

@testable import Pipeline

@Suite("A source over its preset")
struct PresetMergeTests {
    static let own = """
        preset: our-erp
        entity: sales
        title: Our invoices
        source:
          delimiter: semicolon
          decimal: ","
          where: {Kind: Invoice, "Deleted?": "0"}
          lookups:
            order: {key: OrderID, on: OrderNo, delimiter: tab}
          fields: {date: order.Day, account_id: Customer, amount: Net, product_id: Item, rep_id: Rep}

        """

    @Test("Keys of the workspace go first; fields, where and lookups merge by key; ~ takes one away")
    func merging() throws {
        let merged = try SourceText.entry(
            """
            file: s.csv
            preset: our-erp
            decimal: "."
            where: {Deleted: "no"}
            lookups: {order: {file: o.csv}}
            fields: {amount: Gross, product_id: ~, rep_id: , quantity: Pieces}
            """, presets: ["our-erp": PresetMergeTests.own])
        let plain = try SourceText.entry(
            """
            file: s.csv
            delimiter: semicolon
            decimal: "."
            where: {Deleted: "no", Kind: Invoice}
            lookups: {order: {file: o.csv, key: OrderID, on: OrderNo, delimiter: tab}}
            fields: {date: order.Day, account_id: Customer, amount: Gross, quantity: Pieces}
            """)
        #expect(merged.mapping == plain.mapping)
        #expect(merged.patterns == plain.patterns)
        #expect(merged.lookupPatterns.map { $0.map(\.text) } == [["o.csv"]])
    }

    @Test("A preset of the workspace goes before the program's own of the same name")
    func ownFirst() throws {
        let own = PresetMergeTests.own.replacing("our-erp", with: "salesforce-opportunity")
        let workspace = try TemporaryWorkspace(["presets/salesforce-opportunity.yaml": own])
        let library = try Repository.presets(of: workspace.path)
        let preset = try #require(try library.find("salesforce-opportunity"))
        #expect(preset.title == "Our invoices" && preset.isOwn && preset.hidesShipped)
        #expect(try library.all().count == PresetTests.shipped.count)
        #expect(presetsText([preset]).contains("* salesforce-opportunity  Our invoices (in place of"))
    }

    /// Keys of the source, and the message.
    static let faults: [(String, String)] = [
        (
            "file: s.csv\npreset: our-erq",
            """
            bailiwick.yaml:4: 'sources.sales.preset' is 'our-erq', which is no preset
              did you mean 'our-erp'?
            """
        ),
        (
            "file: s.csv\npreset: ../../etc/passwd",
            """
            bailiwick.yaml:4: 'sources.sales.preset' is '../../etc/passwd', which is no preset
              'bailiwick presets' lists all; your own are files in presets/
            """
        ),
        (
            "file: s.csv\npreset: salesforce-account",
            """
            bailiwick.yaml:4: preset 'salesforce-account' is for accounts, not for sales
              'bailiwick presets' lists the presets of each source
            """
        ),
        (
            "file: s.csv\npreset: our-erp\nlookups: {order: {file: o.csv}}\nrecords: /a/b",
            """
            presets/our-erp.yaml:5: 'source.delimiter' contradicts 'records'
              remove one of them: 'delimiter' is for csv only
            """
        ),
        (
            "file: s.csv\npreset: our-erp",
            """
            presets/our-erp.yaml:9: 'source.lookups.order.file' is missing
              add 'file: …'
            """
        ),
        (
            "file: s.csv\npreset: our-erp\nlookups: {order: {file: o.csv}}\nfields: {amount: ~}",
            """
            bailiwick.yaml:6: 'sources.sales.fields' does not map 'amount'
              add 'amount: the column that holds it'
            """
        ),
        (
            "file: s.csv\npreset: salesforce-report",
            """
            bailiwick.yaml:3: 'sources.sales' has no 'fields'
              map at least: date, account_id, amount
            """
        ),
    ]

    @Test("A fault is told where it stands, in the workspace or in the preset", arguments: faults)
    func fault(_ keys: String, _ message: String) throws {
        #expect(try SourceText.fault(keys, presets: ["our-erp": PresetMergeTests.own]) == message)
    }

    /// What replaces a text of the preset's file, and the message.
    static let files: [(String, String, String)] = [
        (
            "title:", "titel:",
            """
            presets/our-erp.yaml:3: unknown key 'titel'
              did you mean 'title'?
            """
        ),
        (
            "preset: our-erp", "preset: erp",
            """
            presets/our-erp.yaml:1: the preset is called 'erp', its file 'our-erp.yaml'
              give both the same name
            """
        ),
        (
            "entity: sales", "entity: orders",
            """
            presets/our-erp.yaml:2: 'orders' is not a source
              choose from: units, crosswalk, demographics, territories, unit_assignments, account_assignments, reps, \
            rep_assignments, accounts, sales, activities, quotas, notes, any
            """
        ),
        (
            "entity: sales", "entity:",
            """
            presets/our-erp.yaml:2: 'entity' is missing
              add the source that the preset is for, such as 'entity: accounts'
            """
        ),
        (
            "  delimiter: semicolon", "  file: s.csv",
            """
            presets/our-erp.yaml:5: 'source.file' does not belong in a preset
              write it in the source that names the preset
            """
        ),
        (
            "rep_id: Rep", "rep: Rep",
            """
            presets/our-erp.yaml:10: unknown key 'source.fields.rep'
              did you mean 'rep_id'?
            """
        ),
        (
            "semicolon", "semicolons",
            """
            presets/our-erp.yaml:5: 'source.delimiter' is 'semicolons'
              write one to eight ASCII characters, or one of: comma, pipe, semicolon, tab
            """
        ),
    ]

    @Test("A wrong preset of one's own is told with its file and line", arguments: files)
    func file(_ old: String, _ new: String, _ message: String) throws {
        let text = PresetMergeTests.own.replacing(old, with: new)
        #expect(
            try SourceText.fault(
                "file: s.csv\npreset: our-erp\nlookups: {order: {file: o.csv}}", presets: ["our-erp": text])
                == message)
    }
}

@Suite("The command presets")
struct PresetCommandTests {
    @Test("lists the presets beneath their sources, the workspace's own marked")
    func list() throws {
        let workspace = try TemporaryWorkspace(["presets/our-erp.yaml": PresetMergeTests.own])
        let run = try Program.run(["presets", "--workspace", workspace.path])
        #expect(run.code == 0 && run.errors == "")
        #expect(run.output.contains("\n\naccounts\n    dynamics-account "))
        #expect(run.output.contains("\n\nany source\n    salesforce-report "))
        #expect(run.output.contains("\n  * our-erp                         Our invoices\n"))
    }

    @Test("shows one with its columns, notes and YAML; a wrong name is 64, a wrong file 78")
    func show() throws {
        let workspace = try TemporaryWorkspace(["presets/our-erp.yaml": "preset: our-erp\n"])
        let shown = try Program.run(["presets", "show", "census-acs"])
        #expect(shown.code == 0)
        #expect(shown.output.hasPrefix("census-acs — US Census Bureau, American Community Survey table"))
        #expect(shown.output.contains("\nTo adapt: "))
        #expect(shown.output.contains("\n  skip_after_header: 1\n"))
        let unknown = try Program.run(["presets", "show", "sdmx"])
        #expect(unknown.code == 64)
        #expect(unknown.errors.contains("there is no preset 'sdmx'; did you mean 'sdmx-ml'?"))
        let wrong = try Program.run(["presets", "show", "our-erp", "--workspace", workspace.path])
        #expect(
            wrong.code == 78 && wrong.errors.hasPrefix("error: presets/our-erp.yaml:1: 'entity' is missing"))
    }
}
