import CFuzzer
import Glibc

/// `fuzz TARGET [libFuzzer options and folders]`: gives a target bytes that libFuzzer makes up.
@main
enum Fuzz {
    /// Set once before the first input.
    nonisolated(unsafe) static var target = FuzzTarget.csv

    static func main() {
        let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
        guard let name = CommandLine.arguments.dropFirst().first, let chosen = FuzzTarget(rawValue: name)
        else {
            print("usage: fuzz TARGET [libFuzzer options and folders]; targets: \(names)")
            exit(64)
        }
        unsafe target = chosen
        var count = CommandLine.argc - 1
        // Sound: the arguments live as long as the process; the first one is dropped, so that libFuzzer sees the
        // target's name as that of the program.
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv + 1
        let status = unsafe LLVMFuzzerRunDriver(&count, &arguments) { start, size in
            // Sound: libFuzzer hands over `size` readable bytes for the duration of the call.
            unsafe Fuzz.target.run(Array(UnsafeBufferPointer(start: start, count: size)))
            return 0
        }
        exit(status)
    }
}
