/// Writes the sales, one file per half-year.
enum SalesFiles {
    static let halves = ["2024H2", "2025H1", "2025H2", "2026H1"]
    static let header = "invoice_date,order_no,account_id,product_id,quantity,amount,rep_id,territory_id\n"
    /// First day of each half-year, as a day of the sample.
    private static let starts = [0, 184, 365, 549]

    static func path(_ half: String) -> String { "data/crm/sales-\(half).csv" }

    static func half(of day: Int) -> Int { starts.lastIndex { $0 <= day } ?? 0 }

    static func files(_ values: SampleWorkspaceValues) -> [SampleFile] {
        var texts = [ByteText](repeating: ByteText(), count: halves.count)
        for place in texts.indices { texts[place].append(header) }
        for (number, line) in values.sales.enumerated() {
            append(line, number: number, values, to: &texts[half(of: line.day)])
        }
        return zip(halves, texts).map { SampleFile(path: path($0), bytes: $1.bytes) }
    }

    private static func append(
        _ line: SalesLine, number: Int, _ values: SampleWorkspaceValues, to text: inout ByteText
    ) {
        appendDate(line.day, line.defect, number, to: &text)
        text.append(",SO-")
        text.append(200_001 + number)
        text.comma()
        text.append(
            line.defect == .unknownAccount
                ? "A-9\(SampleGeography.padded(number % 10_000, 4))" : values.ground.accounts[line.account].id
        )
        text.comma()
        text.append(product(line))
        text.comma()
        text.append(line.quantity)
        text.comma()
        appendAmount(line, number, to: &text)
        text.comma()
        if line.defect == .unknownRep {
            text.append("R-9")
            text.append(number % 100, width: 2)
        } else if let rep = line.rep {
            text.append(values.repID(rep))
        }
        text.comma()
        if let territory = line.recorded { text.append(values.territoryID(territory)) }
        text.newline()
    }

    static func appendDate(_ day: Int, _ defect: Defect?, _ number: Int, to text: inout ByteText) {
        guard defect == .unreadableDate else { return text.append(SampleCalendar.day(day)) }
        text.append(["2026-02-30", "31/12/2025", "tomorrow", "2025-13-01"][number % 4])
    }

    private static func product(_ line: SalesLine) -> String {
        let id = Product.all[line.product].id
        return line.defect == .strayQuote ? "\"\(id.prefix(4))\"\(id.dropFirst(4))" : id
    }

    private static func appendAmount(_ line: SalesLine, _ number: Int, to text: inout ByteText) {
        switch line.defect {
        case .unreadableAmount: text.append(["n/a", "TBD", "12.50.00", "#REF!"][number % 4])
        case .blankRequired: break
        case .wrongFieldCount:
            // 1,234.50 without quotes: one field too many.
            text.append(line.cents / 100_000)
            text.comma()
            text.append(line.cents % 100_000 / 100, width: 3)
            text.append(byte: 0x2e)
            text.append(line.cents % 100, width: 2)
        default: text.append(cents: line.cents)
        }
    }
}

/// Writes the calls.
enum CallsFile {
    static let header = "call_date,account_id,rep_id,minutes,purpose\n"

    static func file(_ values: SampleWorkspaceValues) -> SampleFile {
        var text = ByteText()
        text.append(header)
        for (number, call) in values.calls.enumerated() {
            append(call, number: number, values, to: &text)
        }
        return SampleFile(path: "data/crm/calls.csv", bytes: text.bytes)
    }

    private static func append(
        _ call: CallRow, number: Int, _ values: SampleWorkspaceValues, to text: inout ByteText
    ) {
        SalesFiles.appendDate(call.day, call.defect, number, to: &text)
        text.comma()
        switch call.defect {
        case .unknownAccount: text.append("A-9\(SampleGeography.padded(number % 10_000, 4))")
        case .blankRequired: break
        default: text.append(values.ground.accounts[call.account].id)
        }
        text.comma()
        if call.defect == .unknownRep {
            text.append("R-9")
            text.append(number % 100, width: 2)
        } else if let rep = call.rep {
            text.append(values.repID(rep))
        }
        text.comma()
        text.append(call.minutes)
        text.comma()
        let purpose = CallsDraft.purposes[call.purpose]
        switch call.defect {
        case .strayQuote: text.append("\"7\" \(purpose)")
        case .wrongFieldCount: text.append("\(purpose), follow-up")
        default: text.append(purpose)
        }
        text.newline()
    }
}
