"""The engine of an index that is in force: opened, made, and built anew beside the old one."""
