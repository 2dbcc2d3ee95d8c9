"""Prints what zsh offers for a line: types the line and a tab into a zsh of its own.

  zsh-candidates.py FOLDER-WITH-_bailiwick LINE
"""
import os
import pty
import re
import select
import sys
import time

SETUP = """
PS1='ready> '; setopt no_beep list_packed; unsetopt zle_bracketed_paste
fpath=({folder} $fpath); autoload -Uz compinit; compinit -u -d {folder}/dump
zstyle ':completion:*' list-separator '  --'
zstyle ':completion:*' verbose no
show() {{ compadd -O all "$@" 2>/dev/null; print -rl -- "${{all[@]}}" >> {folder}/offered; builtin compadd "$@"; }}
compadd() {{ local -a all; builtin compadd -O all "$@"; print -rl -- "${{all[@]}}" >> {folder}/offered; builtin compadd "$@"; }}
list-them() {{ zle complete-word; print -r -- done >> {folder}/finished; }}
zle -C complete-word complete-word _main_complete
zle -N list-them; bindkey '^X' list-them
"""


def main():
    folder, line = sys.argv[1:]
    for name in ("offered", "finished"):
        path = os.path.join(folder, name)
        if os.path.exists(path):
            os.remove(path)
    with open(os.path.join(folder, ".zshrc"), "w", encoding="utf-8") as file:
        file.write(SETUP.format(folder=folder))
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(ZDOTDIR=folder, TERM="dumb")
        os.execvp("zsh", ["zsh", "-i"])
    seen, typed, deadline = b"", False, time.monotonic() + 60
    while time.monotonic() < deadline and not os.path.exists(os.path.join(folder, "finished")):
        if select.select([terminal], [], [], 0.1)[0]:
            seen += os.read(terminal, 65536)
        if not typed and b"ready> " in seen:
            os.write(terminal, line.encode() + b"\x18")
            typed = True
    os.close(terminal)
    os.waitpid(child, 0)
    offered = os.path.join(folder, "offered")
    if os.path.exists(offered):
        with open(offered, encoding="utf-8") as file:
            print("\n".join(sorted({re.sub(r"\\(.)", r"\1", row.rstrip("\n")) for row in file})))


if __name__ == "__main__":
    main()
