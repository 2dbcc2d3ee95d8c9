#!/usr/bin/env python3
"""Gives the names of a copied workspace to those who wish us ill: markup, quotes, controls, formulas.

Usage: hostile.py WORKSPACE COPY
"""
import csv
import os
import shutil
import sys

NAMES = [
    "a | b", "|", "`code`", "``` fence", "<script>alert(1)</script>", "<!-- gone -->", "</table>", "&lt;b&gt; & &amp;",
    "[text](https://example.com)", "![picture](x.png)", "[ref]: /x", "[^1]", "*star*", "**strong**", "_under_", "__init__",
    "~~struck~~", "# heading", "- item", "+ item", "1. first", "10) tenth", "> quote", "=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)",
    "back\\slash", "ends with \\", "\\| both", "two\nlines", "tab\there", "\"quoted\"", "'single'", "---", "===", ":---:",
    "| --- | --- |", "Ünïcödé 漢字 🦊", "\u202eright to left", "zero\u200bwidth", "javascript:alert(1)", "www.example.com",
    "{{mustache}}", "{{{triple}}}", "{{#section}}", "%s %n", "$(touch x)", "../../etc/passwd", "NULL", "a" * 300,
]


def rename(path, column, names):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    place = rows[0].index(column)
    for row, name in zip(rows[1:], names):
        row[place] = name
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def main(workspace, copy):
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(workspace, copy, ignore=shutil.ignore_patterns("reports", "*.sqlite*"))
    data = os.path.join(copy, "data")
    with open(os.path.join(data, "accounts.csv"), "a", encoding="utf-8") as file:
        for number, _ in enumerate(NAMES):
            file.write(f"H{number:02},x,U{number % 4 + 1},Clinic,{20000 + number},12\n")
    rename(os.path.join(data, "accounts.csv"), "name", ["plain"] * 8 + NAMES)
    rename(os.path.join(data, "notes.csv"), "text", ["1. first\n- second\n# third | `fourth` <b>fifth</b>"])
    rename(os.path.join(data, "reps.csv"), "name", ["1. | `one` <script>", "[two](x) \\"])
    rename(os.path.join(data, "territories.csv"), "name", ["- N | <b>", "# `A` | <script>", "*B* \\| _x_ [y](z)"])
    with open(os.path.join(data, "sales.csv"), "a", encoding="utf-8") as file:
        for number, _ in enumerate(NAMES):
            file.write(f"2025-09-{number % 28 + 1:02},H{number:02},R1,P{number % 3 + 1},{100 + number}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
