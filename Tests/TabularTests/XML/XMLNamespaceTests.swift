import Testing

@testable import Tabular

@Suite("Namespaces of XML records")
struct XMLNamespaceTests {
    private static let uri = "http://www.worldbank.org"
    private static let indicator = """
        <?xml version="1.0" encoding="utf-8"?>
        <wb:data page="1" pages="1" per_page="50" total="2" xmlns:wb="http://www.worldbank.org">
          <wb:data>
            <wb:indicator id="SP.POP.TOTL">Population, total</wb:indicator>
            <wb:country id="BR">Brazil</wb:country>
            <wb:countryiso3code>BRA</wb:countryiso3code>
            <wb:date>2012</wb:date>
            <wb:value>199977707</wb:value>
            <wb:obs_status />
          </wb:data>
          <wb:data>
            <wb:indicator id="SP.POP.TOTL">Population, total</wb:indicator>
            <wb:country id="XK">Kosovo</wb:country>
            <wb:date>2011</wb:date>
            <wb:value />
          </wb:data>
        </wb:data>
        """

    @Test(
        "Records of the World Bank are called like their root, and an empty value is nothing",
        arguments: [[:], ["wb": uri], ["wb": uri, "unused": "urn:u"]], [1, 64 << 10])
    func worldBank(_ namespaces: [String: String], _ blockSize: Int) throws {
        let fields = ["wb:country/@id", "wb:countryiso3code", "wb:date", "wb:value", "wb:indicator"]
        let contents = try readXML(
            XMLNamespaceTests.indicator, "/wb:data/wb:data", fields, namespaces: namespaces,
            blockSize: blockSize)
        #expect(
            contents
                == Contents(
                    columns: fields,
                    rows: [
                        ["BR", "BRA", "2012", "199977707", "Population, total"],
                        ["XK", "", "2011", "", "Population, total"],
                    ], lines: [3, 11]))
    }

    private static let mixed = """
        <a xmlns:p="urn:1" xmlns:q="urn:2">
          <p:r><n>plain</n><p:n p:x="px" x="x">one</p:n><q:n q:x="qx">two</q:n></p:r>
          <q:r><q:n>2</q:n></q:r>
          <r xmlns="urn:1"><n x="y">default</n></r>
        </a>
        """

    @Test("A mapped prefix matches its namespace only, whatever prefix the file has for it")
    func mappedPrefix() throws {
        let fields = ["one:n", "two:n", "n", "other:n", "one:n/@one:x", "n/@x", "one:n/@x"]
        let contents = try readXML(
            XMLNamespaceTests.mixed, "/a/one:r", fields, namespaces: ["one": "urn:1", "two": "urn:2"])
        #expect(
            contents.rows == [
                ["one", "two", "plain", "plain", "px", "px", "px"],
                ["default", "", "default", "default", "", "y", "y"],
            ])
        #expect(contents.lines == [2, 4])
        #expect(
            try readXML(XMLNamespaceTests.mixed, "//two:r", ["n"], namespaces: ["two": "urn:2"]).rows
                == [["2"]])
        #expect(
            try readXML(XMLNamespaceTests.mixed, "/a/p:r", ["p:n"]).rows == [["plain"], ["2"], ["default"]])
    }

    @Test("A prefix that is mapped to another namespace finds no record")
    func otherNamespace() {
        #expect(throws: TabularError.noRecords(path: "data/x.xml", recordPath: "/a/p:r")) {
            try readXML(XMLNamespaceTests.mixed, "/a/p:r", ["n"], namespaces: ["p": "urn:other"])
        }
    }
}
