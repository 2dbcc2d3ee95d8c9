import CGEOS

/// The version of the GEOS library in use, such as `3.11.1-CAPI-1.17.1`.
public func geosVersion() -> String {
    // Sound: the library returns a NUL-terminated constant.
    unsafe String(cString: GEOSversion())
}
