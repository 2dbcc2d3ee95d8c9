import Synchronization

/// The drawings of one Markdown page, which lie beside it as files.
///
/// Gathered while the page is printed, so that exactly those are written that its template shows.
final class PageDrawings: Sendable {
    /// Where they lie in the folder of the report, such as `charts/index`; a folder of its own, because names of
    /// pages and drawings might be mistaken for each other otherwise.
    let folder: String
    private let texts = Mutex<[String: String]>([:])

    /// - Parameter page: The path of the page without its ending.
    init(page: String) { folder = "charts/" + page }

    /// Keeps a drawing, and returns its path in the folder of the report.
    func add(_ id: String, _ svg: String) -> String {
        texts.withLock { $0[id] = svg }
        return path(id)
    }

    /// In the order of their names.
    var files: [(path: String, svg: String)] {
        texts.withLock { $0 }.sorted { $0.key < $1.key }.map { (path($0.key), $0.value) }
    }

    private func path(_ id: String) -> String { "\(folder)/\(id).svg" }
}

extension PageValues {
    /// Whether drawings stand in the page or beside it.
    var draws: Bool { format == .html || drawings != nil }

    /// A chart with its finding and its numbers; beside Markdown pages the chart alone, whose numbers the page has.
    func figure(_ chart: @escaping () -> Chart?) -> TemplateValue {
        format == .html
            ? .drawn { chart()?.figure ?? "" }
            : .drawn { chart().map { picture($0.id, $0.title, $0.standaloneSVG) } ?? "" }
    }

    /// A map with what stands round it in HTML; beside Markdown pages the map alone.
    ///
    /// - Parameters:
    ///   - title: What the map shows, for those who cannot see it.
    ///   - html: All of it as HTML; the map itself where nil.
    func map(
        _ id: String, title: String, html: (() -> String)? = nil, svg: @escaping () -> String
    ) -> TemplateValue {
        format == .html ? .drawn(html ?? svg) : .drawn { picture(id, title, MapFile(svg: svg()).text) }
    }

    private func picture(_ id: String, _ title: String, _ svg: String) -> String {
        guard let drawings else { return "" }
        return "![\(Escaping.markdown(title))](\(root)\(drawings.add(id, svg)))"
    }
}
