import Foundation
import TerritoryModel

/// The locale in whose numbers, amounts and days a report is printed, by its name in CLDR.
public struct ReportLocale: Hashable, Sendable {
    /// Such as `en_US`.
    public let identifier: String

    public static let standard = ReportLocale(known: "en_US")

    /// nil for a name that is not known.
    public init?(_ identifier: String) {
        guard ReportLocale.identifiers.contains(identifier) else { return nil }
        self.init(known: identifier)
    }

    private init(known identifier: String) { self.identifier = identifier }

    private static let identifiers = Set(
        // That of POSIX is made for programs.
        Locale.availableIdentifiers.filter { !$0.hasSuffix("_POSIX") })

    /// The known name most like a mistyped one, such as `de_DE` for `de-de`; nil where none is close.
    public static func nearest(to name: String) -> String? {
        let written = name.replacing("-", with: "_")
        let same = identifiers.filter { $0.lowercased() == written.lowercased() }
        return same.min() ?? nearestName(to: written, among: identifiers.sorted())
    }

    /// The language alone, such as `en`.
    var language: String {
        identifier.split(separator: "_").first.map(String.init) ?? identifier
    }

    /// As HTML has it, such as `en-US`.
    var tag: String { identifier.replacing("_", with: "-") }
}
