import ArgumentParser
import Pipeline

struct Metrics: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List every metric with its definition.",
        discussion: "The same catalog makes the definitions page and report.json.")

    @Argument(
        help: "Keys to show, such as attainment; all without one.",
        completion: .shellCommand("bailiwick metrics --names 2>/dev/null"))
    var keys: [String] = []

    @Flag(help: "Print the keys only, one on each line.")
    var names = false

    func run() throws {
        guard !names else { return print(metricKeys.joined(separator: "\n")) }
        do throws(UnknownMetric) {
            print(try metricsText(keys))
        } catch {
            throw ValidationError(error.message)
        }
    }
}
