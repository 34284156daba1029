"""The directory of services in the form other programs read: Open Referral HSDS 3, as JSON or as CSV, out and in again.

The way out: `writing` turns a Directory into tables, `json_files` or `csv_folder` writes them. The way in is the same backwards:
files, tables, `reading`. `exchange` does either as one act on the repository.
"""
