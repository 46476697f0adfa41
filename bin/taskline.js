#!/usr/bin/env node
// An old Node must be able to read this file, and to say that it is too old: nothing else is imported before.
const oldest = 24;

if (Number(process.versions.node.split('.')[0]) < oldest) {
  process.stderr.write(`taskline: needs Node ${oldest} or later, and this is Node ${process.versions.node}\n`);
  process.exitCode = 1;
} else {
  void import('../lib/main.js');
}
