import Testing

@testable import Pipeline

@Suite("Faults of a source in the configuration")
struct SourceFaultTests {
    static let needed: String = SourceText.fields

    /// Keys beside `file: s.csv`, and the message.
    static let readingFaults: [(String, String)] = [
        (
            "format: xls\n" + needed,
            """
            bailiwick.yaml:4: 'sources.sales.format' is 'xls'
              choose one of: csv, xml, spreadsheet-xml, sdmx-ml
            """
        ),
        (
            "encoding: latin-3\n" + needed,
            """
            bailiwick.yaml:4: 'sources.sales.encoding' is 'latin-3'
              choose one of: utf-8, utf-16, utf-16le, utf-16be, latin-1, iso-8859-15, windows-1250, windows-1251, \
            windows-1252, macintosh
            """
        ),
        (
            "delimiter: \"§\"\n" + needed,
            """
            bailiwick.yaml:4: 'sources.sales.delimiter' is '§'
              write one to eight ASCII characters, or one of: comma, pipe, semicolon, tab
            """
        ),
        (
            "delimiter: \"123456789\"\n" + needed,
            """
            bailiwick.yaml:4: 'sources.sales.delimiter' is '123456789'
              write one to eight ASCII characters, or one of: comma, pipe, semicolon, tab
            """
        ),
        (
            "delimiter: \"'\"\nquote: \"'\"\n" + needed,
            """
            bailiwick.yaml:4: 'sources.sales.delimiter' contains the character of 'quote'
              choose another 'quote' or 'delimiter'
            """
        ),
        (
            "quote: none\n" + needed,
            """
            bailiwick.yaml:4: 'sources.sales.quote' is 'none'
              write one character, such as "'"
            """
        ),
        (
            "header_row: first\n" + needed,
            """
            bailiwick.yaml:4: 'sources.sales.header_row' is 'first', not a whole number
              write a whole number from 1 to 1000000
            """
        ),
        (
            "footers: [\"*\"]\n" + needed,
            """
            bailiwick.yaml:4: 'sources.sales.footers' has a pattern that matches every row
              write what the totals and footers begin with, such as "Grand Total*"
            """
        ),
        (
            "format: xml\n" + needed,
            """
            bailiwick.yaml:4: 'sources.sales' is XML but has no 'records'
              add the path of the record element, such as records: /quotas/quota
            """
        ),
        (
            "namespaces: {x: \"urn:x\"}\n" + needed,
            """
            bailiwick.yaml:4: 'sources.sales.namespaces' stands without 'records'
              add the path of the record element, such as records: /quotas/quota
            """
        ),
        (
            "format: csv\nrecords: /a/b\n" + needed,
            """
            bailiwick.yaml:5: 'sources.sales.records' contradicts 'format: csv'
              remove one of them: 'records' is for xml only
            """
        ),
        (
            "records: /a/b\ndelimiter: tab\n" + needed,
            """
            bailiwick.yaml:5: 'sources.sales.delimiter' contradicts 'records'
              remove one of them: 'delimiter' is for csv only
            """
        ),
        (
            "worksheet: A\nencoding: utf-8\n" + needed,
            """
            bailiwick.yaml:5: 'sources.sales.encoding' contradicts 'worksheet'
              remove one of them: 'encoding' is for csv only
            """
        ),
        (
            "format: sdmx-ml\nfooters: [\"T*\"]\n" + needed,
            """
            bailiwick.yaml:5: 'sources.sales.footers' contradicts 'format: sdmx-ml'
              remove one of them: 'footers' is for csv and spreadsheet-xml only
            """
        ),
        (
            "decimal: \";\"\n" + needed,
            """
            bailiwick.yaml:4: 'sources.sales.decimal' is ';'
              write "." or ","
            """
        ),
        (
            "date_format: soon\n" + needed,
            """
            bailiwick.yaml:4: 'sources.sales.date_format' is 'soon'
              write a pattern such as yyyy-MM-dd, MM/dd/yyyy or dd.MM.yyyy
            """
        ),
        (
            "allow_empty: maybe\n" + needed,
            """
            bailiwick.yaml:4: 'sources.sales.allow_empty' is 'maybe'
              write true or false
            """
        ),
        (
            "year: 2019\n" + needed,
            """
            bailiwick.yaml:4: 'sources.sales.year' is for demographics only
              remove it
            """
        ),
        (
            "where: {IsWon: }\n" + needed,
            """
            bailiwick.yaml:4: 'sources.sales.where.IsWon' names no value
              write the values of the rows to keep; "" stands for a blank cell
            """
        ),
    ]

    @Test("A wrong reading key is told with its line and a remedy", arguments: readingFaults)
    func readingKey(_ keys: String, _ message: String) throws {
        #expect(try SourceText.fault(SourceText.file + keys) == message)
    }

    /// The text of the field `amount` or, where it begins with the name, of another field, and the message.
    static let fieldTexts: [(String, String)] = [
        (
            "amount: [m, n]",
            """
            bailiwick.yaml:4: 'sources.sales.fields.amount' is a list
              write one column, or {columns: [FIRST, SECOND]} for alternatives
            """
        ),
        (
            "amount: {colum: m}",
            """
            bailiwick.yaml:4: unknown key 'sources.sales.fields.amount.colum'
              did you mean 'column'?
            """
        ),
        (
            "amount: {default: 0}",
            """
            bailiwick.yaml:4: 'sources.sales.fields.amount' does not say where its value comes from
              add one of: column, columns, template, expression, literal
            """
        ),
        (
            "amount: {column: m, literal: 1}",
            """
            bailiwick.yaml:4: 'sources.sales.fields.amount.literal' contradicts 'column'
              remove one of them: a value comes from one place
            """
        ),
        (
            "amount: {literal: 1, default: 2}",
            """
            bailiwick.yaml:4: 'sources.sales.fields.amount.default' contradicts 'literal'
              remove one of them: a literal is the same in every row
            """
        ),
        (
            "amount: {expression: \"{a} * {b}\", optional: true}",
            """
            bailiwick.yaml:4: 'sources.sales.fields.amount.optional' contradicts 'expression'
              remove one of them: write a question mark behind the columns that may be absent
            """
        ),
        (
            "amount: m, product_id: {column: p, scale: 2}",
            """
            bailiwick.yaml:4: 'sources.sales.fields.product_id.scale' is for numbers, but 'product_id' is a text
              remove it
            """
        ),
        (
            "amount: m, product_id: {expression: \"{p}\"}",
            """
            bailiwick.yaml:4: 'sources.sales.fields.product_id.expression' is for numbers, but 'product_id' is a text
              write template for text of several columns
            """
        ),
        (
            "amount: {column: m, scale: -2}",
            """
            bailiwick.yaml:4: 'sources.sales.fields.amount.scale' is '-2'
              write a decimal above zero of at most 18 characters, such as 0.001; 'negate: true' turns the sign
            """
        ),
        (
            "amount: {column: m, negate: often}",
            """
            bailiwick.yaml:4: 'sources.sales.fields.amount.negate' is 'often'
              write true or false
            """
        ),
        (
            "amount: {columns: []}",
            """
            bailiwick.yaml:4: 'sources.sales.fields.amount.columns' names no column
              write a list such as [A, B]
            """
        ),
        (
            "amount: {column: m, map: {a: }}",
            """
            bailiwick.yaml:4: 'sources.sales.fields.amount.map.a' has no value
              write our value; "" means nothing
            """
        ),
        (
            "amount: {column: m, map: {\"\": 0}}",
            """
            bailiwick.yaml:4: 'sources.sales.fields.amount.map' maps the blank cell
              write its value as 'default'
            """
        ),
        (
            "quantity: q",
            """
            bailiwick.yaml:4: 'sources.sales.fields' does not map 'amount'
              add 'amount: the column that holds it'
            """
        ),
        (
            "amount: m, amount: n",
            """
            bailiwick.yaml:4: the file is not valid YAML: the key 'amount' stands twice
              correct the spelling there; a key stands once, and tabs do not indent
            """
        ),
    ]

    @Test("A wrong field is told with its line and a remedy", arguments: fieldTexts)
    func field(_ text: String, _ message: String) throws {
        #expect(
            try SourceText.fault(SourceText.file + "fields: {date: d, account_id: a, \(text)}") == message)
    }

    static let lookups: [(String, String)] = [
        (
            "{a.b: {file: o.csv, key: k, on: o}}",
            """
            bailiwick.yaml:4: 'a.b' is not a name of a lookup
              write a word without dots; its columns are called as in orders.CustomerID
            """
        ),
        (
            "{o: }",
            """
            bailiwick.yaml:4: 'sources.sales.lookups.o' is empty
              write its file, key and on
            """
        ),
        (
            "{o: {key: k, on: o}}",
            """
            bailiwick.yaml:4: 'sources.sales.lookups.o.file' is missing
              add 'file: …'
            """
        ),
        (
            "{o: {file: o.csv, on: o}}",
            """
            bailiwick.yaml:4: 'sources.sales.lookups.o.key' is missing
              add 'key: …'
            """
        ),
        (
            "{o: {file: o.csv, key: k, on: o, fields: {}}}",
            """
            bailiwick.yaml:4: unknown key 'sources.sales.lookups.o.fields'
              did you mean 'file'?
            """
        ),
        (
            "{o: {file: o.csv, key: k, on: p.x}, p: {file: p.csv, key: k, on: o.x}}",
            """
            bailiwick.yaml:4: the lookups 'o' and 'p' need each other
              let one of them look up ('on') a column of the source's own file
            """
        ),
    ]

    @Test("A wrong lookup is told with its line and a remedy", arguments: lookups)
    func lookup(_ text: String, _ message: String) throws {
        #expect(try SourceText.fault(SourceText.file + "lookups: \(text)\n" + SourceText.fields) == message)
    }

    static let others: [(entity: String, keys: String, message: String)] = [
        (
            "sales", needed,
            """
            bailiwick.yaml:3: 'sources.sales.file' is missing
              add 'file: …'
            """
        ),
        (
            "sales", "file: []\n" + needed,
            """
            bailiwick.yaml:3: 'sources.sales.file' names no file
              write the path of the export
            """
        ),
        (
            "demographics", "file: d.csv\nfields: {unit_id: u, population: p}",
            """
            bailiwick.yaml:3: 'sources.demographics' does not say of which year its values are
              add 'year: 2019', map a field year, or name the columns of all years as in population: "POPESTIMATE{year}"
            """
        ),
        (
            "demographics", "file: d.csv\nyear: 2019\nfields: {unit_id: u}",
            """
            bailiwick.yaml:5: 'sources.demographics.fields' maps no indicator
              add what the file tells of the units, such as 'population: the column that holds it'
            """
        ),
    ]

    @Test("What a source lacks is told with its line and a remedy", arguments: others)
    func other(_ fault: (entity: String, keys: String, message: String)) throws {
        #expect(try SourceText.fault(fault.keys, entity: fault.entity) == fault.message)
    }
}
