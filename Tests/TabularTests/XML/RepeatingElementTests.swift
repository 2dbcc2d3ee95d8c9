import Testing

@testable import Tabular

@Suite("Repeating elements")
struct RepeatingElementTests {
    private func elements(_ text: String, pathLimit: Int = 10_000) throws -> [RepeatingElement] {
        try repeatingElements(
            of: TabularInput(.bytes(Array(text.utf8)), displayPath: "data/x.xml"), pathLimit: pathLimit)
    }

    @Test("Elements that repeat below one parent are listed with their fields, the most frequent first")
    func orders() throws {
        let text = """
            <o:orders xmlns:o="urn:o" made="2026-01-01">
              <head><title>All</title></head>
              <o:order o:id="1"><customer><name>Ann</name><id/></customer>
                <line no="1"><product>P</product></line><line no="2" note="n"><qty>2</qty></line>
                own </o:order>
              <o:order date="d"><customer kind="x"><name>Bob</name></customer><line no="1"/></o:order>
              <tail>x</tail>
            </o:orders>
            """
        #expect(
            try elements(text) == [
                RepeatingElement(
                    path: "/orders/order/line", count: 3, fields: ["@no", "product", "@note", "qty"]),
                RepeatingElement(
                    path: "/orders/order", count: 2,
                    fields: ["@id", "customer/name", ".", "@date", "customer/@kind"]),
            ])
    }

    @Test("Elements of equal number come in the order of their paths, and may be called like their parent")
    func equalNumbers() throws {
        let text = "<data><z>1</z><z>2</z><data><y/></data><data><y a='1'/></data></data>"
        #expect(
            try elements(text) == [
                RepeatingElement(path: "/data/data", count: 2, fields: ["y/@a"]),
                RepeatingElement(path: "/data/z", count: 2, fields: ["."]),
            ])
    }

    @Test("The only kind of child of the root counts as repeating, a lone root does not")
    func single() throws {
        #expect(
            try elements("<a><r><x>1</x></r></a>") == [
                RepeatingElement(path: "/a/r", count: 1, fields: ["x"])
            ])
        #expect(try elements("<a><r/><s/></a>") == [])
        #expect(try elements("<a>text</a>") == [])
    }

    @Test("Behind the limit of paths no more are added, and those known are still counted")
    func limit() throws {
        let strange = (0..<100).map { "<x\($0) y='1'><r/><r/></x\($0)>" }.joined()
        let text = "<a><r b='1'>1</r>\(strange)<r c='1'>2</r></a>"
        #expect(
            try elements(text, pathLimit: 3) == [
                RepeatingElement(path: "/a/r", count: 2, fields: ["@b", "."])
            ])
    }

    @Test("A hundred thousand names and attributes end within bounds")
    func manyNames() throws {
        let names = (0..<100_000).map { "<n\($0) a\($0)=''/>" }.joined()
        #expect(
            try elements("<a>\(names)<n1/><n1/></a>") == [
                RepeatingElement(path: "/a/n1", count: 3, fields: ["@a1"])
            ])
    }

    @Test("A file that ends early is an error, and so is what is meant to do harm")
    func broken() {
        #expect(throws: TabularError.self) { try elements("<a><r/><r/>") }
        #expect(throws: TabularError.emptyFile(path: "data/x.xml")) { try elements("") }
        let error = #expect(throws: TabularError.self) {
            try elements("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>")
        }
        #expect(error == .hostileXML(path: "data/x.xml", line: 1, cause: "a declaration of an entity"))
    }
}
