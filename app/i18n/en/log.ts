/** The log viewer. */
export const log = {
  'log.title': 'Log',
  'log.lines': { one: '{n} line', other: '{n} lines' },
  'log.waiting': 'Its output shows here as soon as it starts.',
  'log.empty': 'It has printed nothing yet.',
  'log.silent': 'It printed nothing.',
  'log.deleted': 'The log was deleted to save space.',
  'log.earlier': 'Load earlier lines',
  'log.loading': 'Loading…',
  'log.wrap': 'Wrap lines',
  'log.download': 'Download',
  'log.newLines': { one: '{n} new line', other: '{n} new lines' },
  'log.toEnd': 'Go to the end',
  'log.err': 'err',
  'log.errTitle': 'Error output',
  'log.line': 'Line {n}',
  'log.dropped': '{size} were over the limit and are gone.',
} as const
