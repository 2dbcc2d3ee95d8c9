import CGEOS

/// A fault that GEOS reports, in its own words.
struct GEOSFault: Error {
    let reason: String
}

/// What GEOS needs to be called; everything made in a session belongs to it and to its thread.
///
/// Safe from outside: the context is private to the module and lives as long as the last thing that was made with it.
@safe final class GEOSSession {
    /// The context that all functions take first.
    let context: GEOSContextHandle_t
    private let faults = Faults()

    /// Keeps the last message of a function that failed.
    private final class Faults {
        var last = ""
    }

    init() throws(GEOSFault) {
        guard let context = unsafe GEOS_init_r() else { throw GEOSFault(reason: "GEOS cannot be started") }
        unsafe self.context = context
        // Sound: the messages live as long as the context, which calls back only while one of its functions runs.
        unsafe GEOSContext_setErrorMessageHandler_r(
            context,
            { message, faults in
                guard let message = unsafe message, let faults = unsafe faults else { return }
                unsafe Unmanaged<Faults>.fromOpaque(faults).takeUnretainedValue().last =
                    unsafe String(cString: message)
            }, Unmanaged.passUnretained(faults).toOpaque())
    }

    deinit { unsafe GEOS_finish_r(context) }

    /// What a function returned, or the fault where it is nothing.
    func made(_ result: OpaquePointer?) throws(GEOSFault) -> OpaquePointer {
        guard let result = unsafe result else { throw fault }
        return unsafe result
    }

    /// Why the last function failed.
    var fault: GEOSFault { GEOSFault(reason: faults.last.isEmpty ? "GEOS gives no reason" : faults.last) }
}
