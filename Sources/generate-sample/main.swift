import SampleWorkspace
import Foundation
let g = try SampleGenerator.geography(in: URL(fileURLWithPath: CommandLine.arguments[2]))
try SampleGenerator.write(
    SampleGenerator.files(geography: g), to: URL(fileURLWithPath: CommandLine.arguments[1]))
