"""Rewrites the sales of a generated workspace as one XML file of about so many bytes, the same on every machine."""

import csv
import itertools
import os
import pathlib
import shutil
import sys

CONFIGURED = """    file: data/crm/sales-*.csv
    fields:
      date: invoice_date
      account_id: account_id
      amount: amount
      rep_id: rep_id
      territory_id: territory_id
      product_id: product_id
      quantity: quantity
"""
AS_XML = """    file: data/crm/sales.xml
    records: /sales/sale
    fields: {date: date, account_id: account, amount: amount, rep_id: rep, product_id: product, quantity: quantity}
"""


def rows(folder: pathlib.Path):
    """The generated rows, again and again."""
    for _ in itertools.count():
        for path in sorted(folder.glob("sales-*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                yield from csv.DictReader(file)


def write(path: pathlib.Path, source: pathlib.Path, size: int) -> None:
    written = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        written += file.write('<?xml version="1.0" encoding="UTF-8"?>\n<sales>\n')
        for row in rows(source):
            # The generator's ids and numbers hold nothing that XML escapes.
            written += file.write(
                f"  <sale><date>{row['invoice_date']}</date><account>{row['account_id']}</account>"
                f"<rep>{row['rep_id']}</rep><product>{row['product_id']}</product>"
                f"<quantity>{row['quantity']}</quantity><amount>{row['amount']}</amount></sale>\n"
            )
            if written >= size:
                break
        file.write("</sales>\n")


def make(workspace: pathlib.Path, target: pathlib.Path, size: int) -> None:
    """Copies the workspace with XML sales in place of its CSV sales."""
    partial = target.with_name(target.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    shutil.copytree(workspace, partial, ignore=shutil.ignore_patterns("reports", "sales-*.csv", "*.sqlite*"))
    text = (partial / "bailiwick.yaml").read_text(encoding="utf-8")
    if CONFIGURED not in text:
        sys.exit("the generator configures sales in another way than this script knows")
    (partial / "bailiwick.yaml").write_text(text.replace(CONFIGURED, AS_XML), encoding="utf-8")
    write(partial / "data/crm/sales.xml", workspace / "data/crm", size)
    os.rename(partial, target)
