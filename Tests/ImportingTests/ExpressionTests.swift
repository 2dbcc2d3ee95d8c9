import Testing
import TerritoryModel

@testable import Importing

@Suite("Expressions of mappings")
struct ExpressionTests {
    @Test("A text is a column, with braces a template, and in a numeric field arithmetic")
    func kinds() throws {
        #expect(
            try FieldExpression("{STATE:2}-{COUNTY:3}x", isNumeric: false)
                == .template([
                    .column(ColumnReference(["STATE"]), width: 2), .literal("-"),
                    .column(ColumnReference(["COUNTY"]), width: 3), .literal("x"),
                ]))
        #expect(
            try FieldExpression("{GEO_ID:-5}", isNumeric: false)
                == .template([.column(ColumnReference(["GEO_ID"]), width: -5)]))
        #expect(
            try FieldExpression("{wb:value}", isNumeric: false)
                == .template([.column(ColumnReference(["wb:value"]), width: nil)]))
        #expect(try FieldExpression("plain", isNumeric: false) == .column(ColumnReference(["plain"])))
        #expect(
            try FieldExpression("Amount (USD) - net", isNumeric: true)
                == .column(ColumnReference(["Amount (USD) - net"])))
        #expect(try FieldExpression(" {A} ", isNumeric: true) == .column(ColumnReference(["A"])))
        let product = try FieldExpression("{A} * {B?} * (1 - {C})", isNumeric: true)
        #expect(product.columns.map(\.title) == ["A", "B", "C"])
        #expect(product.columns.map(\.isOptional) == [false, true, false])
    }

    @Test(
        "A column named by its year is a column",
        arguments: ["POPESTIMATE{year}", "{year} [YR{year}]", "{year}", "{year}_pop"])
    func yearColumns(_ text: String) throws {
        #expect(try FieldExpression(text, isNumeric: true) == .column(ColumnReference([text])))
    }

    @Test("A column called year can be calculated with")
    func yearInArithmetic() throws {
        let value = try FieldExpression("{year} * 2", isNumeric: true)
        #expect(value.columns == [ColumnReference(["year"])])
    }

    static let broken: [(text: String, isNumeric: Bool, position: Int, problem: String, remedy: String)] = [
        ("x{A", false, 2, "the brace at character 2 is not closed", "close it with '}'"),
        ("{}", false, 1, "the braces at character 1 are empty", "write a column name between them"),
        (
            "{A:0}", false, 1, "the width '0' at character 1 is not 1 to 32, nor -1 to -32",
            "write {A:5} to fill digits up to five, {A:-5} for the last five characters"
        ),
        (
            "-{A:-99}", false, 2, "the width '-99' at character 2 is not 1 to 32, nor -1 to -32",
            "write {A:5} to fill digits up to five, {A:-5} for the last five characters"
        ),
        ("{A} * {B", true, 7, "the brace at character 7 is not closed", "close it with '}'"),
        ("{A} * {}", true, 7, "the braces at character 7 are empty", "write a column name between them"),
        (
            "{A:5} * 2", true, 1, "the column at character 1 has a width, which numbers do not have",
            "remove the width"
        ),
        (
            "{A} / 100", true, 5, "'/' at character 5 is not exact",
            "multiply by a decimal, such as * 0.01"
        ),
        (
            "{A} {B}", true, 5, "'{' at character 5 is not expected",
            "write columns in braces, decimals, + - * and parentheses, such as {UnitPrice} * {Quantity}"
        ),
        (
            "({A} * 2", true, 9, "the expression ends too early",
            "write columns in braces, decimals, + - * and parentheses, such as {UnitPrice} * {Quantity}"
        ),
        (
            "{A} * 1.2.3", true, 7, "the number '1.2.3' at character 7 is not a decimal",
            "write columns in braces, decimals, + - * and parentheses, such as {UnitPrice} * {Quantity}"
        ),
        (
            String(repeating: "-", count: 40) + "{A}", true, 33,
            "the parentheses and signs at character 33 are more than 32 deep",
            "write a shorter expression, or calculate before the export"
        ),
        (
            String(repeating: "{A}", count: 400), true, 1, "the expression is longer than 1000 characters",
            "write a shorter expression, or calculate before the export"
        ),
        (
            String(repeating: "{A}", count: 400), false, 1, "the expression is longer than 1000 characters",
            "write a shorter expression, or calculate before the export"
        ),
    ]

    @Test("A fault of an expression says where and what to do", arguments: broken.indices)
    func faultText(_ index: Int) {
        let (text, isNumeric, position, problem, remedy) = ExpressionTests.broken[index]
        do throws(ExpressionFault) {
            Issue.record("\(try FieldExpression(text, isNumeric: isNumeric))")
        } catch {
            #expect([error.problem, error.remedy] == [problem, remedy])
            #expect(error.position == position)
        }
    }

    static func result(_ text: String, _ operands: [String]) throws -> FixedPoint? {
        let arithmetic = try Arithmetic(parsing: text)
        var stack: [ExactDecimal] = []
        return arithmetic.value(try operands.map { try #require(ExactDecimal($0)) }, &stack)?.rounded()
    }

    @Test(
        "Arithmetic is exact and rounded once, half away from zero",
        arguments: [
            ("{a} * {b} * (1 - {c})", ["14", "12", "0.15"], 1_428_000),
            ("{a} + {b} * {c}", ["1", "2", "3"], 70_000),
            ("({a} + {b}) * {c}", ["1", "2", "3"], 90_000),
            ("{a} - {b} - {c}", ["1", "2", "3"], -40_000),
            ("-{a} * --{b} - -{c}", ["1", "2", "3"], 10_000),
            ("{a} * .5", ["0.0001"], 1), ("{a} * 0.5", ["-0.0001"], -1), ("{a} * .49", ["0.0001"], 0),
            ("{a} * 0.00001 * 100000", ["0.00001"], 0), ("{a} * 100000 * 0.00001", ["1.23455"], 12_346),
            ("{a} * {b}", ["922337203685.4775807", "1000"], 9_223_372_036_854_775_807),
            ("{a} * 0", ["99999999999999999999999999999999999999"], 0),
            ("{a} * {b}", ["0.0000000000000000001", "0.0000000000000000001"], 0),
        ])
    func exact(_ text: String, _ operands: [String], _ units: Int64) throws {
        #expect(try ExpressionTests.result(text, operands)?.units == units)
    }

    @Test(
        "A result that has too many digits is none",
        arguments: [
            ("{a} * {a}", "99999999999999999999"), ("{a} * 1", "922337203685477.5808"),
            ("{a} + {a}", "922337203685477"), ("{a} * {a} + 1", "0.0000000000000000000000000000000000001"),
        ])
    func outOfRange(_ text: String, _ operand: String) throws {
        let operands = Array(repeating: operand, count: try Arithmetic(parsing: text).columns.count)
        #expect(try ExpressionTests.result(text, operands) == nil)
    }

    @Test(
        "What is no plain decimal is not calculated with",
        arguments: ["", "-", ".", "1e3", "1,5", "1.2.3", " 1", "999999999999999999999999999999999999999"])
    func noDecimal(_ text: String) {
        #expect(ExactDecimal(text) == nil)
    }

    @Test("Arithmetic agrees with 128-bit integers on generated numbers")
    func generated() throws {
        var state: UInt64 = 7
        func next() -> Int64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int64(bitPattern: state) >> 36
        }
        let program = try Arithmetic(parsing: "{a} * {b} * (1 - {c}) - {d}")
        var stack: [ExactDecimal] = []
        for _ in 0..<10_000 {
            let numbers = (0..<4).map { _ in FixedPoint(units: next()) }
            let u = numbers.map { Int128($0.units) }
            // In units of 10⁻¹².
            let exact = u[0] * u[1] * (10_000 - u[2]) - u[3] * 100_000_000
            let magnitude = (exact.magnitude + 50_000_000) / 100_000_000
            let expected = exact < 0 ? -Int128(magnitude) : Int128(magnitude)
            let result = program.value(numbers.map { ExactDecimal($0) }, &stack)?.rounded()
            #expect(result?.units == Int64(exactly: expected))
        }
    }
}
