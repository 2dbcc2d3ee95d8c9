"""Runs a command and writes seconds, CPU seconds and peak memory in MB to the file of the first argument.

usage: python -I -S launch.py RESULT COMMAND …

A process of its own, because Linux counts the memory of the process that starts a command into the command's peak: the
driver holds reports of many megabytes, this one nothing, so that nothing below 10 MB is seen but all above is true.
"""

import os
import sys
import time

start = time.monotonic()
child = os.fork()
if child == 0:
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.execvp(sys.argv[2], sys.argv[2:])
    finally:
        # Only where the command cannot be started: the child must not go on as a second launcher.
        os._exit(127)
_, status, usage = os.wait4(child, 0)
seconds = time.monotonic() - start
with open(sys.argv[1], "w") as file:
    file.write(f"{seconds} {usage.ru_utime + usage.ru_stime} {usage.ru_maxrss / 1024}")
sys.exit(os.waitstatus_to_exitcode(status) and 1)
