import ArgumentParser
import Pipeline

struct Metrics: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List every metric with its definition.",
        discussion: "The same catalog makes the definitions page and report.json.")

    @Argument(
        help: "Keys to show, such as attainment; all without one.",
        completion: .custom { _, _, _ in metricKeys })
    var keys: [String] = []

    func run() throws {
        do throws(UnknownMetric) {
            print(try metricsText(keys))
        } catch {
            throw ValidationError(error.message)
        }
    }
}
