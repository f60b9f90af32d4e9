"""Writes docs/command-line.md from the help of the commands: ``python docs/generate_command_line.py``."""

from __future__ import annotations

from pathlib import Path

import click

from searchkit.cli import main

WIDTH = 100

INTRODUCTION = """\
# The command line

<!-- Written by docs/generate_command_line.py from --help; edit that, or the help of the command. -->

`searchkit COMMAND [OPTIONS] …`, or `python -m searchkit` where the script isn't on the path. `-h` and `--help` work for
every command. The same from a program: [library.md](library.md).

**Which index.** `--index DIR`, else the environment variable `SEARCHKIT_INDEX`, else `./index`. (`evaluate` makes an
index of its own unless `--index` is given; it doesn't look at the variable.)

**Ids.** A file's report is known by its path relative to the folder that the index lies in, or by its absolute path if
it isn't below that: with the index in `./index`, `seeds/a.txt` is `seeds/a.txt` from whichever folder it is indexed. A
line of JSON Lines is known by its `_id` or `id`, else by the file's id, a colon and the number of the line. A file in
an archive is known by a path through it: `archive.zip/folder/a.txt`. Names that lead out of an archive lose what leads
out; of two files of one name the second is `a (2).txt`.

**What is read.** Files by the endings that `index --help` lists. Where a format is such that a file can be hostile, it
is read in a process apart: one that crashes it, or takes more than a limit allows, is skipped and named, and the run
goes on. Of an archive (4 within one another at most) no more than 10,000 files are read, and no file of more than a
megabyte that grows to more than 200 times its packed size. The limit of memory holds on Linux. Formats that need more
than searchkit itself say what to install.

**Again.** `index` of the same paths, and `sync` of all paths that were ever named, read only files that are new or have
changed, take out reports whose files are gone, and say so: [keeping.md](keeping.md). Long work is committed every two
minutes; what was committed is never read again. Only one program writes at a time; another waits `--wait` seconds, then
says which process has the index.

**Rebuilding.** `index --rebuild` builds the index anew of what is named, and of that alone, or without a path of all
that was ever named, beside the old one; one rename puts it in its place, and `sync` goes on from there. Searches go on
meanwhile, and see the new one from then on. If it is stopped or comes to nothing the old one stays; what a killed run
left goes when the index is next written. It mends an index that is damaged or of another version's format, for it reads
the reports, not the old index.

**What was skipped** is named on standard error, files of one reason in one line; `index --json` lists all.

**Folders.** A folder is walked in order of names, each folder in it once; names that begin with a dot are left out.
Links are followed as long as they lead into a folder that was named; a link out of it is skipped and named, so that no
link brings in what nobody meant: name its target to index that too. A path that is named may itself be a link. Named
pipes, sockets, devices, links that lead nowhere or in a circle and folders that can't be read are skipped and named;
nothing of this kind ends a run.

**Exit codes.** 0: found, or done. 1: nothing found. 2: an error, or a damaged index, with one sentence on standard
error. 130: stopped by Ctrl-C, 143: by SIGTERM; what was committed is in the index, and a sentence says how much that
is. 141: whoever read the output has gone (`| head`), as the shell has it.

**Filters.** `--since`, `--until`, `--place`, `--source`, `--author`, `--kind` and `--where` narrow down which reports
are searched or counted, by what these say of themselves ([reports.md](reports.md#what-a-report-says-of-itself)).
Accents and case don't matter. One given several times: any of the values; several of them: all. Dates are `2021`,
`2021-03`, `2021-03-30`, `3/2021` or `30/3/2021`; both ends count. A province of today stands for all that it was
made of. [library.md](library.md#filters) has the details.

**What is printed is harmless.** Control, format and bidirectional characters in texts, titles, ids and file names are
shown as a sign (`␛` for an escape) or, with `--json`, escaped. `show` into a file or a pipe gives the text as it is.

**The query language** has operators, fields, ranges of dates, words in part ([query-language.md](query-language.md)).
What can't be read of a query is set aside, and named on standard error in one line with the place where it begins;
`--strict-syntax` makes it an error.

**What else was searched.** Acronyms are searched as what they stand for too, and names as their acronyms, ranked below
what was typed: a line on standard error says which ([acronyms.md](acronyms.md)). `--no-expand` searches what was typed
and nothing else. A table of acronyms of one's own is named by `--acronyms FILE` or the variable `SEARCHKIT_ACRONYMS`.

**Why a hit came up.** `search --explain` puts a table under each hit: the tier in words, and of every part of the query
how and where it was found and what it gave the score ([ranking.md](ranking.md#tiers)).

**Totals.** On a terminal a last line says how many passages of how many reports hold all words of the query; where none
does, how many hold some; of more than 20,000 passages the reports aren't counted. `--totals` says it anywhere, with all
numbers. Nothing is counted otherwise.

**What was likely meant.** Where few passages hold all words as they were typed and far more hold what they were likely
meant as, a line below the results, on standard error, says what that is ([corrections.md](corrections.md)). `--fix`
searches for it at once, and says so. The exit code tells what was found, not what might have been.

**Completion.** `suggest` continues words and phrases that are being typed. `completion` prints a script by which bash,
zsh or fish complete commands, options, ids of reports and names of fields, those of the index that `--index` names
before them on the line, or else of the usual one. `man searchkit` shows all help on one page where searchkit was
installed from a wheel; its source is [searchkit.1](searchkit.1).

**Colours.** `--color auto` colours on a terminal, unless the environment variable `NO_COLOR` is set. `always` and
`never` are taken at their word.

**Streams.** Results go to standard output; skipped files, errors and progress bars (on a terminal only) to standard
error. Output is UTF-8 whatever the locale.

**The cache.** Indexing keeps pyvi's model in a compact file in the user's cache folder; the environment variable
`SEARCHKIT_CACHE` names another folder. See [analysis.md](analysis.md#compounds).

## JSON

`search --json` prints an object a hit, each on a line:

| key | value |
| :-- | :-- |
| `rank` | from 1, counted over all pages |
| `tier` | from 0, the strictest way in which a passage matches; ranks go by tier, then by score |
| `score` | the sum of weighted BM25 over passage and report; comparable within one tier of one search |
| `report` | `id`, `title`, `path`, `format`, `encoding`, `facts`, and the report's metadata (strings) beside them |
| `passage` | `id`, `text`, and `start` and `end`, its code point offsets in the report's text |
| `highlights` | what matched: objects of `start` and `end`, code point offsets into `passage.text` |
| `copies` | the ids of near-duplicate passages that this one stands for |
| `expansions` | what else words of the query were taken for: objects of `kind` (acronym, number), `typed`, `as` |
| `more` | with `--group`: how many other passages of the report match |
| `explain` | with `--explain`: `tier` in words, and `parts`, objects whose scores add up to that of the hit |

Where `search` has something to suggest, its last object is `{"suggestion": {"text": …, "matches": …}}`: what the query
was likely meant as, and how many passages hold that; with `--fix` also `"applied": true`, and the hits are those of
`text`.

`suggest --json` prints an object a line: `text`, what was typed continued, and `matches`, how many passages hold it.

Where something of the query was set aside a last object says so, `{"notes": [{"start", "end", "text"}, …]}`, offsets in
code points of the query, found or not.

`format` is the form of the report's file, `encoding` what its text was converted from, `""` if it was Unicode. `facts`
is what the report says of itself: `date` (ISO 8601; `2020-Q2` for a quarter), `place`, `source`, `author` and `kind`,
those that it does say, each an object of `value` and either `start` and `end`, where it was read in the report's text,
or `property`, the name in its metadata. Metadata of the name of one of the six stays behind it.

A part of `explain` has `text` (of the query), `form` and `where` (how and where it was found), `found` (how it is
written there, a list), and what it gave: `passage`, `report` and their sum, `score`.

With `--totals` the last line is another object, `{"totals": {"all_words": …, "any_word": …, "reports": …}}`: how many
passages hold all words, how many match, and how many reports have those that hold all words, or those that match if
none holds all. It is printed when nothing is found too.

`similar --json` prints such objects as `search --group --json` does, without `expansions`.

`facets --json` prints one object: `field`, `values` (objects of `value` and `reports`, in order), `different` (how many
values there are in all), `reports` (how many match) and `silent` (how many of them don't say).

`index --json` prints one object: `path`, `reports`, `passages`, `formats` and `encodings` (how many reports were read
from files of which format, and converted from which encoding), `files` (how many were `new`,
`changed`, `renamed`, `removed`, `kept` though they are gone, `unchanged`, and `failed`: all those with problems),
`skipped` (objects of `path` and `reason`), `commits`, `seconds`. With `--dry-run` it has `path`, `new`, `changed`,
`removed` and `kept` (lists of names), `renamed` (objects of `from` and `to`), `unchanged` and `failed` (numbers), and
`skipped`. `sync --json` prints the same.

`check --json` prints one object: `path`, `sound` (no damage), `reports` (how many), `problems` (objects of `place`,
`reason` and `is_damage`, which is false for what killed runs left over).

`export` writes an object a report and line: `searchkit_export` (the version of the form, 1), `id`, `title`, `text`,
`path`, `format`, `encoding`, `body` (the offset in `text` at which what is below the title begins), `metadata` (an
object of strings) and `recurring` (lines of its page that recurred in reports beside it, as letters and digits). What
is known of the file that a report was read from is not exported: it says nothing on another computer.
`index` reads such a line as the report that it was made of; a line of JSON Lines without `searchkit_export` is read as
ever.

`stats --json` prints one object: `path`, `reports`, `passages`, `engine`, `size` (bytes), `changed` (ISO 8601, UTC).
`stats --problems --json` prints one object of `problems`, objects of `path` and `reason`.

`evaluate --json` prints one object with the keys `as_written` and `accent_free`, each an object of `ndcg@10`, `mrr@10`,
`recall@10`, `recall@100` (means over the judged queries, 0 to 1) and `queries` (how many there are).
"""


def page() -> str:
    """The whole page, in Markdown."""
    with _context(main, "searchkit", None) as root:
        sections = [INTRODUCTION, _section(root)]
        for name in main.list_commands(root):
            command = main.get_command(root, name)
            assert command is not None
            with _context(command, name, root) as context:
                sections.append(_section(context))
    return "\n".join(sections)


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    # Help is as wide as the terminal unless told otherwise.
    return click.Context(
        command,
        parent=parent,
        info_name=name,
        terminal_width=WIDTH,
        max_content_width=WIDTH,
        **command.context_settings,
    )


def _section(context: click.Context) -> str:
    help_text = "\n".join(line.rstrip() for line in context.get_help().splitlines())
    return f"## {context.command_path}\n\n```text\n{help_text}\n```\n"


if __name__ == "__main__":
    Path(__file__).with_name("command-line.md").write_text(page(), encoding="utf-8")
