// swift-tools-version: 6.2
import PackageDescription

/// Every target is compiled the same way: Swift 6, strict memory safety, warnings are errors.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// The fuzzer links libFuzzer, which brings its own `main`: it is built by `make fuzz` only, not by a plain build.
let fuzzing: [Target] =
    Context.environment["BAILIWICK_FUZZ"] == nil
    ? []
    : [
        .executableTarget(
            name: "fuzz",
            dependencies: ["CFuzzer", "Geography", "Importing", "Pipeline", "Tabular", "TerritoryModel"],
            path: "Tests/Fuzzing", exclude: ["README.md", "run", "seeds", "CFuzzer"],
            swiftSettings: settings),
        .systemLibrary(name: "CFuzzer", path: "Tests/Fuzzing/CFuzzer"),
    ]

let package = Package(
    name: "bailiwick",
    products: [
        .executable(name: "bailiwick", targets: ["bailiwick"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        // The arrows point downwards only; the build enforces them with
        // --explicit-target-dependency-import-check error.
        .executableTarget(
            name: "bailiwick",
            dependencies: [
                "CMalloc", "History", "Pipeline", "Rendering", "Tabular", "TerritoryModel",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "generate-sample",
            dependencies: [
                "SampleWorkspace",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "Pipeline",
            dependencies: [
                "Analysis", "CExchange", "Digesting", "Geography", "History", "Importing", "Rendering",
                "Tabular",
                "TerritoryModel",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Yams", package: "Yams"),
            ],
            exclude: ["Presets"],
            swiftSettings: settings
        ),
        .target(
            name: "Rendering",
            dependencies: [
                "Analysis", "Digesting", "Geography", "TerritoryModel",
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "History",
            dependencies: [
                "Analysis", "Digesting", "TerritoryModel",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: settings
        ),
        .target(name: "Analysis", dependencies: ["TerritoryModel"], swiftSettings: settings),
        .target(
            name: "Importing", dependencies: ["CPrefetch", "Tabular", "TerritoryModel"],
            swiftSettings: settings),
        .target(
            name: "Geography", dependencies: ["CGEOS", "Tabular", "TerritoryModel"], swiftSettings: settings),
        .target(
            name: "Tabular", dependencies: ["CArchive", "CByteMarks", "CLibXML2", "CZlib"],
            swiftSettings: settings),
        .target(name: "Digesting", dependencies: ["CNettle"], swiftSettings: settings),
        .target(name: "TerritoryModel", swiftSettings: settings),
        .target(name: "SampleWorkspace", dependencies: ["TerritoryModel"], swiftSettings: settings),
        .systemLibrary(
            name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(
            name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CByteMarks"),
        .systemLibrary(name: "CGEOS", pkgConfig: "geos", providers: [.apt(["libgeos-dev"])]),
        .systemLibrary(name: "CExchange"),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),
        .systemLibrary(name: "CPrefetch"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .testTarget(name: "TerritoryModelTests", dependencies: ["TerritoryModel"], swiftSettings: settings),
        .testTarget(name: "TabularTests", dependencies: ["CZlib", "Tabular"], swiftSettings: settings),
        .testTarget(
            name: "GeographyTests", dependencies: ["Geography", "Tabular", "TerritoryModel"],
            exclude: ["Fixtures"], swiftSettings: settings),
        .testTarget(
            name: "ImportingTests", dependencies: ["Importing", "Tabular", "TerritoryModel"],
            swiftSettings: settings),
        .testTarget(
            name: "AnalysisTests", dependencies: ["Analysis", "TerritoryModel"], swiftSettings: settings),
        .testTarget(
            name: "RenderingTests",
            dependencies: ["Rendering", "Analysis", "Digesting", "Geography", "History", "TerritoryModel"],
            swiftSettings: settings),
        .testTarget(
            name: "HistoryTests",
            dependencies: [
                "History", "Analysis", "Digesting", "TerritoryModel",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "SampleWorkspaceTests", dependencies: ["SampleWorkspace", "TerritoryModel"],
            swiftSettings: settings),
        .testTarget(
            name: "PipelineTests",
            dependencies: [
                "Analysis", "bailiwick", "CArchive", "History", "Importing", "Pipeline", "Rendering",
                "Tabular", "TerritoryModel", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["Fixtures", "Golden"],
            swiftSettings: settings),
    ] + fuzzing
)
