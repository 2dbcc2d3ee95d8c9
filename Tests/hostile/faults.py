#!/usr/bin/env python3
"""What bad rows cost beside good ones. Usage: Tests/hostile/faults.py program generator folder [rows [case …]]

Generates good sales, spoils every row of them in one way after the other, and checks each with `bailiwick check`.
Printed per case: CPU and wall seconds, peak memory, the size of the refused rows, and CPU as a multiple of good
rows. A table to look at: it fails on nothing.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys

LAUNCH = pathlib.Path(__file__).resolve().parents[2] / "Benchmarks/launch.py"
GEOGRAPHY = pathlib.Path(__file__).resolve().parents[2] / "SampleData/data"
DATE, ORDER, ACCOUNT, PRODUCT, QUANTITY, AMOUNT, REP, TERRITORY = range(8)


def field(place, change):
    """Changes one field of a row; `change` takes the field and the number of the row."""
    def spoil(row, number):
        fields = row.split(b",")
        fields[place] = change(fields[place], number)
        return b",".join(fields)
    return spoil


def constant(place, value):
    return field(place, lambda old, number: value)


def mixed(number):
    """Every number below 2^32 once, in an order without order."""
    return number * 2654435761 % (1 << 32)


def long_field(row, number):
    """A field over the limit of 1 MiB in one of 20,000 rows, which makes the file four times as long in bytes."""
    return row.replace(b",", b"," + b"x" * ((1 << 20) + 1), 1) if number % 20_000 == 0 else row


def day_first(row, number):
    return b"%02d/%02d/2026" % (number % 12 + 1, number % 5 + 1) + row[10:]


# Name, what becomes of a row, settings of the source of sales.
CASES = [
    ("good", lambda row, number: row, ""),
    ("no date", lambda row, number: b"x" + row, ""),
    ("no date, format known", lambda row, number: b"x" + row, "date_format: yyyy-MM-dd"),
    ("no date, of other letters", lambda row, number: "é日".encode() + row, "date_format: yyyy-MM-dd"),
    ("no date, a formula", lambda row, number: b"=" + row, "date_format: yyyy-MM-dd"),
    ("no date, of 300 letters", lambda row, number: b"x" * 300 + row, "date_format: yyyy-MM-dd"),
    ("no date, control characters", lambda row, number: b"2026\x01\x02" + row, "date_format: yyyy-MM-dd"),
    ("no amount", field(AMOUNT, lambda old, number: b"x" + old), ""),
    ("an amount that overflows", constant(AMOUNT, b"99999999999999999999.99"), ""),
    ("a blank amount", constant(AMOUNT, b""), ""),
    ("no quantity", constant(QUANTITY, b"many"), ""),
    ("too many fields", lambda row, number: row + b",x", ""),
    ("too many fields, quoted", lambda row, number: b'"' + row.replace(b",", b'","') + b'","x"', ""),
    ("too few fields", lambda row, number: b",".join(row.split(b",")[:5]), ""),
    ("too few fields, loaded", lambda row, number: b",".join(row.split(b",")[:7]), ""),
    ("stray quotes", lambda row, number: row.replace(b",SO-", b',S"O-').replace(b",A-", b',A"-'), ""),
    ("text behind a quote", lambda row, number: b'"' + row[:10] + b'"x' + row[10:], ""),
    ("a quote in a field, loaded", lambda row, number: row.replace(b",SO-", b',S"O-'), ""),
    ("invalid UTF-8", lambda row, number: row.replace(b",SO-", b",S\xFFO-"), "encoding: utf-8"),
    ("NUL bytes", lambda row, number: row.replace(b",SO-", b",S\0O-"), "encoding: utf-8"),
    ("control characters, loaded", lambda row, number: row.replace(b",SO-", b",S\x01\x02O-"), ""),
    ("fields of a megabyte", long_field, ""),
    ("after the as-of day", lambda row, number: b"2027" + row[4:], ""),
    ("one unknown account", constant(ACCOUNT, b"X"), ""),
    ("unknown accounts, rising", field(ACCOUNT, lambda old, number: b"X-%010d" % number), ""),
    ("unknown accounts, falling", field(ACCOUNT, lambda old, number: b"X-%010d" % (10**9 - number)), ""),
    ("unknown accounts, mixed", field(ACCOUNT, lambda old, number: b"X-%010d" % mixed(number)), ""),
    ("unknown accounts, mixed, long", field(
        ACCOUNT, lambda old, number: b"%010d-and-forty-characters-of-an-id-here" % mixed(number)), ""),
    ("9,000 unknown accounts", field(ACCOUNT, lambda old, number: b"X-%010d" % (mixed(number) % 9_000)), ""),
    ("30,000 unknown accounts", field(ACCOUNT, lambda old, number: b"X-%010d" % (mixed(number) % 30_000)), ""),
    ("one unknown rep", constant(REP, b"X"), ""),
    ("unknown reps, mixed", field(REP, lambda old, number: b"X-%010d" % mixed(number)), ""),
    ("one unknown territory", constant(TERRITORY, b"X"), ""),
    ("unknown territories, mixed", field(TERRITORY, lambda old, number: b"X-%010d" % mixed(number)), ""),
    ("all three unknown, mixed", lambda row, number: field(
        TERRITORY, lambda old, number: b"X-%010d" % mixed(number))(field(
            REP, lambda old, number: b"X-%010d" % mixed(number + 7))(field(
                ACCOUNT, lambda old, number: b"X-%010d" % mixed(number + 99))(row, number), number), number), ""),
    ("30,000 products", field(PRODUCT, lambda old, number: b"X-%d" % (number % 30_000)), ""),
    ("dates that nothing decides", day_first, ""),
    ("amounts that nothing decides", constant(AMOUNT, b"1.234"), ""),
]


def generate(generator, folder, rows):
    if not folder.exists():
        subprocess.run(
            [generator, folder, "--benchmark", "--sales", str(rows), "--calls", "1000", "--accounts", "50000",
             "--territories", "100", "--geography", GEOGRAPHY], check=True)  # fmt: skip


def spoiled(good, folder, spoil, settings):
    """The workspace with each row of the sales changed."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(good, folder, ignore=shutil.ignore_patterns("reports", "sales-*"))
    text = (good / "bailiwick.yaml").read_text()
    text = re.sub(r"\nquality:.*", "\nquality: {max_rejected_rows: 100%, max_unmatched_sales: 100%}", text)
    mark = "    file: data/crm/sales-*.csv\n"
    (folder / "bailiwick.yaml").write_text(text.replace(mark, mark + (f"    {settings}\n" if settings else "")))
    number = 0
    for file in sorted((good / "data/crm").glob("sales-*")):
        with open(file, "rb") as source, open(folder / "data/crm" / file.name, "wb") as target:
            target.write(source.readline())
            while rows := source.readlines(1 << 22):
                target.writelines(
                    [spoil(row[:-1], place) + b"\n" for place, row in enumerate(rows, number)])
                number += len(rows)


def measured(program, folder, threads):
    """Exit code, CPU and wall seconds, peak MB and MB of refused rows."""
    result, refused = folder / "measure", folder / "refused.csv"
    with open(folder / "errors", "wb") as errors:
        subprocess.run(
            [sys.executable, "-I", "-S", LAUNCH, result, program, "check", "--quiet", "--threads", threads,
             "--workspace", folder, "--rejected", refused], stderr=errors)  # fmt: skip
    wall, cpu, peak = map(float, result.read_text().split())
    size = refused.stat().st_size / 1e6 if refused.exists() else 0
    return cpu, wall, peak, size, (folder / "errors").read_text().split("\n")[0][:90]


def main(program, generator, base, rows="5000000", *names):
    good = pathlib.Path(base, f"faults-good-{rows}")
    generate(generator, good, int(rows))
    basis = None
    print(f"{'case':<32}{'CPU s':>8}{'wall s':>8}{'MB':>6}{'refused MB':>12}{'ratio':>7}")
    for name, spoil, settings in CASES:
        if names and name not in names and name != "good":
            continue
        folder = pathlib.Path(base, "faults-spoiled")
        spoiled(good, folder, spoil, settings)
        runs = [measured(program, folder, os.environ.get("THREADS", "2")) for _ in range(2 if name == "good" else 1)]
        cpu, wall, peak, size, message = min(runs)
        basis = basis or cpu
        print(f"{name:<32}{cpu:>8.2f}{wall:>8.2f}{peak:>6.0f}{size:>12.0f}{cpu / basis:>7.1f}  {message}", flush=True)
        if not os.environ.get("KEEP"):
            shutil.rmtree(folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
