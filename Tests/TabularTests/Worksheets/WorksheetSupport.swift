@testable import Tabular

/// A workbook in the shape that Excel saves, with these elements in it.
func workbook(_ content: String) -> String {
    """
    <?xml version="1.0"?>
    <?mso-application progid="Excel.Sheet"?>
    <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
     xmlns:x="urn:schemas-microsoft-com:office:excel"
     xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
     xmlns:html="http://www.w3.org/TR/REC-html40">
    \(content)
    </Workbook>
    """
}

/// A worksheet with these rows.
func sheet(_ name: String, _ rows: String) -> String {
    "<Worksheet ss:Name=\"\(name)\"><Table>\n\(rows)\n</Table></Worksheet>"
}

/// A row of cells with these texts; an empty text is a cell without data.
func row(_ texts: String..., index: Int? = nil) -> String {
    let cells = texts.map { text in
        text.isEmpty ? "<Cell/>" : "<Cell><Data ss:Type=\"String\">\(text)</Data></Cell>"
    }
    return "<Row\(index.map { " ss:Index=\"\($0)\"" } ?? "")>\(cells.joined())</Row>"
}

/// What the worksheet reader gave, and its notices.
struct SheetContents: Equatable {
    var contents = Contents()
    var notices: [ReadingNotice] = []
}

func readSheet(
    _ bytes: [UInt8], _ settings: WorksheetSettings = WorksheetSettings(), limits: ReadLimits = ReadLimits(),
    blockSize: Int = 1 << 14
) throws(TabularError) -> SheetContents {
    let reader = try WorksheetReader(
        TabularInput(.bytes(bytes), displayPath: "data/x.xml"), settings: settings, limits: limits,
        blockSize: blockSize)
    let contents = try contents(of: reader)
    return SheetContents(contents: contents, notices: reader.notices)
}

/// Reads a workbook of one worksheet with these rows, and gives columns and rows.
func readRows(
    _ rows: String, _ change: (inout WorksheetSettings) -> Void = { _ in }, limits: ReadLimits = ReadLimits(),
    blockSize: Int = 1 << 14
) throws(TabularError) -> SheetContents {
    var settings = WorksheetSettings()
    change(&settings)
    return try readSheet(
        Array(workbook(sheet("Sales", rows)).utf8), settings, limits: limits, blockSize: blockSize)
}
