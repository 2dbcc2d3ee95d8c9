/// The style of drawings that stand alone, where no page brings one.
///
/// The same classes as `chart_styles.mustache`, with the light colours written out: programs that show pictures know
/// no variables.
enum ChartStyle {
    static let standalone =
        "text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;fill:#1a2230;font-size:12.5px}"
        + ".paper{fill:#fff}.axis{fill:#545e6e;font-size:12px}.label{font-size:13px;font-weight:600}"
        + ".end{text-anchor:end}.middle{text-anchor:middle}.sales{fill:#1f5f99}.calls{fill:#8a5a00}"
        + ".grid{stroke:#d9dde3}.zero{stroke:#545e6e}.area{fill:#dde7f0}"
        + ".line{fill:none;stroke:#1f5f99;stroke-width:2;stroke-linejoin:round}"
        + ".shadow{fill:none;stroke:#8a929e;stroke-width:1.5;stroke-dasharray:5 4}.shadow-label{fill:#545e6e}"
        + ".dot{fill:#1f5f99}.ring{fill:#fff;stroke:#1f5f99;stroke-width:2}.bar{fill:#8a5a00}.band{fill:#e6f0ea}"
        + ".good{fill:#2c7a4b}.watch{fill:#9a6500}.bad{fill:#b3261e}"
        + ".interval{fill:#dde7f0;stroke:#1f5f99;stroke-width:.5}.tick{stroke:#1a2230;stroke-width:2}"
        + ".target{stroke:#1a2230;stroke-width:3}.link{stroke:#8a929e;stroke-width:3}"
        + ".stronghold{fill:#2c7a4b}.opportunity{fill:#b3261e}.harvest{fill:#9a6500}.low_priority{fill:#545e6e}"
        + ".row{text-anchor:end}.short{fill:#b3621e}.reached{fill:#1f5f99}.below{fill:#b3621e}.above{fill:#1f5f99}.name.start,.name.end,.name.middle{paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}"
        + ".none{fill:#fff;stroke:#b9c0ca;stroke-width:.7}" + sequence(sequential, "q")
        + sequence(diverging, "d")

    /// ColorBrewer *Blues*, which colour-blind readers tell apart by lightness.
    static let sequential = [
        "#e3eef8", "#c6dbef", "#9ecae1", "#6baed6", "#4292c6", "#2171b5", "#084594",
    ]
    /// ColorBrewer *PuOr*: orange is below, purple above.
    static let diverging = ["#b35806", "#f1a340", "#fee0b6", "#f2f2f2", "#d8daeb", "#998ec3", "#542788"]

    static func sequence(_ colours: [String], _ letter: String) -> String {
        colours.enumerated().map { ".\(letter)\($0){fill:\($1)}" }.joined()
    }
}
