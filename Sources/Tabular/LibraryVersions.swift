import CArchive
import CLibXML2
import CZlib

/// The libraries that files are read with, and their versions.
public func readingLibraryVersions() -> [(name: String, version: String)] {
    let archive = archive_version_number()
    return [
        ("libxml2", LIBXML_DOTTED_VERSION),
        // Sound: the library returns a NUL-terminated constant.
        ("zlib", unsafe String(cString: zlibVersion())),
        ("libarchive", "\(archive / 1_000_000).\(archive / 1_000 % 1_000).\(archive % 1_000)"),
    ]
}
